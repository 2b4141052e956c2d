"""What this floor announces; ``reports`` listens and writes.

Every signal is sent inside the transaction of what it announces, before Wagtail moves on, so
that a listener that fails undoes both. Common arguments: ``page`` (specific), ``user``,
``task_state`` (``NewsroomTaskState``).
"""

from django.dispatch import Signal

page_submitted = Signal()  # step 3 closes, step 4 opens; also: revision
decision_awaited = Signal()  # a review task runs, sealed and with its due time
review_passed = Signal()  # the editor review passed; also: comment
approval_opened = Signal()  # step 4 closes, step 5 opens; also: implied (bool)
page_returned = Signal()  # back to the writer, next round; also: reason
page_approved = Signal()  # step 5 closes, step 6 opens; also: revision, comment, approval
publication_scheduled = Signal()  # approved with a go-live time; also: revision, go_live_at
submission_withdrawn = Signal()  # cancelled by its author; also: workflow_state
procedure_adopted = Signal()  # a version of the SOP takes effect; procedure, user (None: setup)
procedure_withdrawn = Signal()  # an adopted version is a draft again; procedure, user
calendar_changed = Signal()  # a part of a work calendar was added, changed or removed
# Plt./Plh.: appointment, user, action (created, changed, deleted), changes (field: [old, new])
appointment_changed = Signal()
page_withdrawn = Signal()  # taken offline, with a reason; page, user (None: clock), withdrawal
emergency_published = Signal()  # live before its approval; page, user, emergency
emergency_initialled = Signal()  # initialled afterwards; page, user, emergency, approval
authority_recorded = Signal()  # put live by provisioning or a migration; page, authority
# What somebody held is somebody else's now: item (page or material), user, what (kind of work),
# previous (None: nobody), person
work_handed_over = Signal()
# One act of it, after all of those: given (holdings.Held), user, person
work_given = Signal()
