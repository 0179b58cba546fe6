"""What is known: reads bulletins, keeps them, finds things in them.

Knows nothing of questions (``bot``) nor of HTTP (``web``).
"""
