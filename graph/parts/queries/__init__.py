"""One declaration of what can be asked: command, request and OpenAPI from one record."""
