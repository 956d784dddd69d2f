"""Makes what the second opinion is trained on, from lexicons, sentence patterns and plans at hand."""
