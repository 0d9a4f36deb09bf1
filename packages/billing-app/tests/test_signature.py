"""
Is a webhook accepted exactly if its sender signed its bytes a moment ago, and may we call an address?
"""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from billing_app.errors import EndpointNotAllowed, SignatureInvalid
from billing_app.rules.addresses import is_public, require_url
from billing_app.rules.retry import DELIVERY, delay_after, retry_after
from billing_app.rules.signature import require_signature, sign

# The vector of the standard's own tests (C-38).
SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
ID = "msg_p5jXN8AQM9LWM0D4loKWxJek"
STAMP = 1614265330
BODY = b'{"test": 2432232314}'
SIGNATURE = "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="
NOW = dt.datetime.fromtimestamp(STAMP, dt.UTC)
OTHER = "whsec_" + "A" * 32


def headers(**changed: str) -> dict[str, str]:
    told = {"id": ID, "timestamp": str(STAMP), "signature": SIGNATURE, **changed}
    return {f"Webhook-{name.title()}": value for name, value in told.items()}


def accepted(told, body=BODY, now=NOW, secrets=(SECRET,)) -> str:
    return require_signature(secrets, told, body, now=now)


class TestSignature:
    def test_c_38_the_vector_of_the_standard(self):
        assert sign(SECRET, ID, STAMP, BODY) == SIGNATURE
        assert accepted(headers()) == ID

    @pytest.mark.parametrize(
        "signature",
        ["", "a,b,c", "v1", "v1,", ",", "v1,v1,v1", "v1, ", "v2," + SIGNATURE[3:], "\udcff", "é"],
    )
    def test_c_38_any_other_signature_is_refused(self, signature):
        with pytest.raises(SignatureInvalid):
            accepted(headers(signature=signature))

    @pytest.mark.parametrize("seconds", [301, -301])
    def test_c_38_five_minutes_and_a_second_are_too_much(self, seconds):
        with pytest.raises(SignatureInvalid, match="5 minutes"):
            accepted(headers(), now=NOW + dt.timedelta(seconds=seconds))

    @pytest.mark.parametrize("seconds", [300, -300])
    def test_c_38_five_minutes_are_not(self, seconds):
        assert accepted(headers(), now=NOW + dt.timedelta(seconds=seconds)) == ID

    def test_c_38_one_of_several_signatures_and_secrets_is_enough(self):
        both = f"{sign(OTHER, ID, STAMP, BODY)} {SIGNATURE}"

        assert accepted(headers(signature=both)) == ID
        assert accepted(headers(), secrets=(OTHER, SECRET)) == ID
        with pytest.raises(SignatureInvalid):
            accepted(headers(), secrets=(OTHER,))

    def test_c_38_the_raw_bytes_are_signed(self):
        with pytest.raises(SignatureInvalid):
            accepted(headers(), body=b'{"test":2432232314}')

    @pytest.mark.parametrize("stamp", ["", "x", "١٦١٤", "1e9", "-1", "9" * 40, "1614265330.0"])
    def test_an_unreadable_time_is_refused(self, stamp):
        with pytest.raises(SignatureInvalid):
            accepted(headers(timestamp=stamp))

    @given(st.dictionaries(st.sampled_from(sorted(headers())), st.text()), st.binary())
    def test_whatever_comes_is_refused_and_never_a_fault(self, told, body):
        with pytest.raises(SignatureInvalid):
            accepted(told, body)


class TestAddresses:
    @pytest.mark.parametrize(
        "address",
        [
            "127.0.0.1",
            "10.1.2.3",
            "172.16.0.1",
            "192.168.1.1",
            "169.254.169.254",
            "100.64.0.1",
            "0.0.0.0",  # noqa: S104 - nothing is bound
            "224.0.0.1",
            "255.255.255.255",
            "::1",
            "::",
            "fe80::1%eth0",
            "fc00::1",
            "fd00:ec2::254",
            "ff02::1",
            "::ffff:127.0.0.1",
            "::ffff:10.0.0.1",
            "2002:7f00:1::",
            "64:ff9b::a00:1",
            "nonsense",
        ],
    )
    def test_c_39_our_own_network_is_not_public(self, address):
        assert not is_public(address)

    @pytest.mark.parametrize("address", ["93.184.216.34", "2606:4700::1111", "::ffff:1.1.1.1"])
    def test_c_39_the_internet_is(self, address):
        assert is_public(address)

    @pytest.mark.parametrize(
        "url",
        [
            "http://example.com/",
            "ftp://example.com/",
            "https://",
            "https://user@example.com/",
            "https://example.com:x/",
            "https://example.com/\r\nX: y",
            "https://[::1/",
            "https://example.com\\@10.0.0.1/",
            "",
        ],
    )
    def test_c_39_other_urls_are_refused(self, url):
        with pytest.raises(EndpointNotAllowed):
            require_url(url, loopback=False)


class TestRetry:
    def test_c_39_ten_tries_over_three_days(self):
        delays = [delay_after(tries, DELIVERY, chance=0.5) for tries in range(1, 11)]

        assert delays[-1] is None
        assert sum(delays[:-1], dt.timedelta()) > dt.timedelta(days=3)

    def test_c_39_two_do_not_come_back_at_one_moment(self):
        assert delay_after(2, DELIVERY, chance=0.1) != delay_after(2, DELIVERY, chance=0.9)

    @pytest.mark.parametrize(
        ("header", "seconds"),
        [
            ("120", 120),
            ("Thu, 25 Feb 2021 15:03:10 GMT", 60),
            ("Thu, 25 Feb 2021 15:01:10 GMT", 0),
            ("999999999", 86_400),
            ("", None),
            ("soon", None),
            ("9" * 5000, None),
        ],
    )
    def test_c_39_retry_after(self, header, seconds):
        pause = retry_after(header, now=NOW)

        assert (None if pause is None else pause.total_seconds()) == seconds
