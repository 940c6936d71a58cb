"""What keys look like, so that scanners of leaked files can tell them."""

import pytest

from partnerships import key_tokens, tokens


def test_key_has_its_mark_256_bits_and_a_checksum():
    token, prefix, digest = key_tokens.make()

    assert key_tokens.LOOKS_LIKE_ONE.fullmatch(token)
    assert len(token) == 4 + 43 + 6
    assert len(key_tokens.DIGITS) ** key_tokens.SECRET_LENGTH > 2**key_tokens.BITS
    assert token.startswith(prefix)
    assert digest == tokens.digest(token)
    assert key_tokens.is_whole(token)


def test_no_two_keys_are_alike():
    assert len({key_tokens.make()[0] for _ in range(1000)}) == 1000


def test_checksum_is_that_of_zlib_in_base_62():
    assert key_tokens.is_whole("laa_" + "0" * 43 + "2czCLJ")


@pytest.mark.parametrize("position", range(4, 53))
def test_changed_character_is_noticed(position):
    token, _, _ = key_tokens.make()
    other = "a" if token[position] != "a" else "b"

    assert not key_tokens.is_whole(token[:position] + other + token[position + 1 :])


def test_of_a_key_in_a_text_only_its_beginning_is_left():
    token, prefix, _ = key_tokens.make()

    assert key_tokens.without_secrets(f"a {token}, b") == f"a {prefix}…, b"
