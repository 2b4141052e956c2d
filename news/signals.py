"""What this floor announces about material; ``reports`` listens and writes.

Sent by ``material_flow`` (sender: ``SourceMaterial``) inside the transaction of what it
announces, so that a listener that fails undoes both.
"""

from django.dispatch import Signal

material_received = Signal()  # step 1 opens: material, user
material_handed_over = Signal()  # step 1 closes, step 2 opens: material, user
material_classified = Signal()  # step 2 closes, step 3 opens: material, user
material_declined = Signal()  # material, user, reason
page_made = Signal()  # page, user, materials (never empty)
material_linked = Signal()  # page, material, user
privacy_confirmed = Signal()  # finds that may be public: page, user, confirmation
