"""The words of the domain: articles, questions, answers and errors. Imports nothing of ours."""
