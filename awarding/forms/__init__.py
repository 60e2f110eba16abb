"""The shape of what people send: of a body's people and calendar, and what every form takes."""
