"""What happens is told to other programs by signed requests (ADR 0017).

A row of the outbox is written in the transaction of what happened (``events``); a task brings it
on its way after the commit, and ``manage.py run_due`` whatever no task has dealt with
(``delivery``). At least once, never silently lost.
"""
