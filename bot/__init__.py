"""Understands a question, finds the evidence, composes the answer.

Builds on ``corpus``; knows nothing of HTTP (``web``).
"""
