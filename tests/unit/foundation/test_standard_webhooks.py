"""Messages are signed as any library of Standard Webhooks checks them."""

import base64
from datetime import UTC, datetime

import pytest

from laa_portal.foundation import standard_webhooks

# The vector that the tests of the reference libraries share:
# https://github.com/standard-webhooks/standard-webhooks
SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
MESSAGE = "msg_p5jXN8AQM9LWM0D4loKWxJek"
AT = datetime.fromtimestamp(1614265330, UTC)
BODY = b'{"test": 2432232314}'
SIGNATURE = "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="


def test_published_vector_is_signed_as_published():
    assert standard_webhooks.headers(MESSAGE, AT, BODY, [SECRET]) == {
        "webhook-id": MESSAGE,
        "webhook-timestamp": "1614265330",
        "webhook-signature": SIGNATURE,
    }


def test_message_has_a_signature_of_each_secret_in_force():
    other = standard_webhooks.make_secret()

    signed = standard_webhooks.headers(MESSAGE, AT, BODY, [other, SECRET])["webhook-signature"]

    assert signed.split()[1] == SIGNATURE
    assert len(set(signed.split())) == 2


def test_secrets_are_long_enough_and_never_the_same():
    made = [standard_webhooks.make_secret() for _ in range(10)]

    assert len(set(made)) == 10
    assert all(len(base64.b64decode(one.removeprefix("whsec_"))) == 32 for one in made)


def test_what_is_no_secret_signs_nothing():
    with pytest.raises(ValueError, match="base64"):
        standard_webhooks.headers(MESSAGE, AT, BODY, ["whsec_not base64"])
