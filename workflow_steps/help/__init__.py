"""Help where somebody works: what to do in this step, for this person, by the SOP in force.

``roles`` says who somebody is, ``facts`` what the SOP says, ``screens`` which screen is which step
(each floor registers its own by the hook ``register_step_help``), ``guides`` what a role does
altogether, ``tour`` the first look around.
"""
