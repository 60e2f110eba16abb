"""The tokens that open the registry, read from one setting."""


def token_of(given: str, body: str) -> str:
    """The token of an awarding body, or an empty string when it has none.

    ``northgate=abc,mti=def`` names one for each; a plain value serves every body.
    """
    if "=" not in given:
        return given
    return pairs(given).get(body, "")


def pairs(given: str) -> dict[str, str]:
    """Body and token, for a value that names bodies."""
    split = (pair.partition("=") for pair in given.split(","))
    return {body.strip(): token.strip() for body, _, token in split}
