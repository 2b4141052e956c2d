"""Being told: one row for each person and matter, and the ways by which it reaches them.

``receivers`` listens, ``writing`` writes the row in the transaction of what it announces,
``delivery`` mails it within the office's hours, ``bell`` and ``views`` show it. What the clock
brings about (``reminders``, ``escalation``, ``digest``) comes from ``matters``, which asks every
floor what waits and for whom. Why mail may repeat but never gets lost: ``docs/adr/0015``.
"""


def register() -> None:
    """To be called once, in ``ready()``."""
    from ..background import register_due_work
    from . import decisions, delivery, digest, given, matters, pruning, receivers, reminders

    receivers.register()
    given.register()
    matters.register_source("decisions", decisions.Decisions())
    matters.register_source("emergencies", decisions.Emergencies())
    # Mail last: it takes along what the others wrote.
    register_due_work("reminders", reminders.remind)
    register_due_work("digest", digest.write_digests)
    register_due_work("mail", delivery.deliver)
    register_due_work("old task results", pruning.prune_task_results)
