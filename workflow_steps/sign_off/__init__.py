"""The sign-off sheet (lembar paraf): what the decision is about, on one page, and the decision.

Floors above add sections through the hook ``register_sign_off_section`` (``sections.py``).
"""
