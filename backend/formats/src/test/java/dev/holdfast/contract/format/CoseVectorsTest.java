package dev.holdfast.contract.format;

import static dev.holdfast.contract.Malformed.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.holdfast.contract.format.FormatException.Reason;
import dev.holdfast.contract.id.Digest;
import dev.holdfast.contract.id.P256PublicKey;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Objects;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Reads the examples of the COSE working group and of the PSA token specification. In the working group's files, {@code output.cbor} is the
 * message, and {@code input} has the key, the external data and the payload.
 */
class CoseVectorsTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @ParameterizedTest
    @ValueSource(strings = {"sign-pass-01", "sign-pass-02", "sign-pass-03", "ecdsa-sig-01"})
    void a_good_example_is_accepted(String name) throws IOException, FormatException {
        JsonNode example = example(name);

        CoseSign1 message = CoseSign1.read(message(example));

        assertThat(message.isSignedBy(key(example), externalData(example))).isTrue();
        assertThat(new String(message.payload().bytes(), StandardCharsets.US_ASCII))
                .isEqualTo(example.at("/input/plaintext").textValue());
    }

    /** The example encodes an empty protected header as an empty map (A0). The signature covers an empty string. */
    @Test
    void both_encodings_of_an_empty_protected_header_verify() throws IOException, FormatException {
        JsonNode example = example("sign-pass-01");
        byte[] message = message(example);
        String shorter = HexFormat.of().formatHex(message).replaceFirst("41a0", "40");

        assertThat(CoseSign1.read(message).signedHeader().length()).isZero();
        assertThat(CoseSign1.read(HexFormat.of().parseHex(shorter)).isSignedBy(key(example)))
                .isTrue();
        assertRefused(message, CoseSign1::decodeTagged, Reason.ALGORITHM);
    }

    @ParameterizedTest
    @CsvSource({
        "sign-fail-01, ENCODING",
        "sign-fail-03, ALGORITHM",
        "sign-fail-04, ALGORITHM",
        "ecdsa-sig-02, ALGORITHM",
        "ecdsa-sig-03, ALGORITHM",
        "ecdsa-sig-04, ALGORITHM",
    })
    void another_tag_or_algorithm_is_refused_before_the_signature_check(String name, Reason reason) throws IOException {
        assertRefused(message(example(name)), CoseSign1::read, reason);
    }

    @ParameterizedTest
    @ValueSource(strings = {"sign-fail-02", "sign-fail-06", "sign-fail-07"})
    void a_changed_example_is_refused(String name) throws IOException, FormatException {
        JsonNode example = example(name);

        assertThat(CoseSign1.read(message(example)).isSignedBy(key(example), externalData(example)))
                .isFalse();
    }

    /** Each line: protected header in hex, unprotected header in hex, reason. The signature is 64 zeros and is never checked. */
    @ParameterizedTest
    @CsvSource({
        "a2012602811863, a0, CRITICAL", // crit in the protected header
        "a10126, a102811863, CRITICAL", // crit in the unprotected header
        "a101381f, a0, ALGORITHM", // algorithm -32
        "a10100, a0, ALGORITHM", // algorithm 0
        "a1013822, a0, ALGORITHM", // ES384
        "a101f6, a0, ENCODING", // algorithm null
        "a101646e6f6e65, a0, ALGORITHM", // algorithm "none"
        "a0, a0, ALGORITHM", // no algorithm
        "a10126, a10126, DUPLICATE", // ES256 in both headers
        "a201260126, a0, DUPLICATE", // ES256 twice in one header
        "a10126a0, a0, ENCODING", // a second map in the header
    })
    void unsupported_and_duplicate_headers_are_refused(String protectedHeader, String unprotected, Reason reason) {
        String header = "%02x".formatted(0x40 + protectedHeader.length() / 2) + protectedHeader;

        assertRefused(
                HexFormat.of().parseHex("84" + header + unprotected + "4101" + "5840" + "00".repeat(64)),
                CoseSign1::read,
                reason);
    }

    @Test
    void the_example_of_the_psa_specification_has_its_documented_claims() throws IOException, FormatException {
        byte[] token = HexFormat.of()
                .parseHex(text("/psa/example.hex")
                        .lines()
                        .filter(line -> !line.startsWith("#"))
                        .collect(Collectors.joining()));
        P256PublicKey key =
                key("Tl4iCZ47zrRbRG0TVf0dw7VFlHtv18HInYhnmMNybo8", "gNcLhAslaqw0pi7eEEM2TwRAlfADR0uR4Bggkq-xPy4");

        CoseSign1 message = CoseSign1.decodeTagged(token);
        PsaToken claims = PsaToken.decode(message.payload().bytes());

        assertThat(message.isSignedBy(key)).isTrue();
        assertThat(claims.clientId()).isEqualTo(Integer.MAX_VALUE);
        assertThat(claims.lifecycle()).isEqualTo(PsaLifecycle.SECURED);
        assertThat(claims.bootSeed().orElseThrow().length()).isEqualTo(8);
        assertThat(claims.implementation()).isEqualTo(Digest.of(new byte[32]));
        assertThat(claims.components()).singleElement().satisfies(component -> {
            assertThat(component.type()).isEqualTo("PRoT");
            assertThat(component.value()).isEqualTo(filled(3));
            assertThat(component.signer()).isEqualTo(filled(4));
        });
    }

    /** Returns a digest of 32 equal bytes. */
    private static Digest filled(int value) {
        byte[] bytes = new byte[Digest.LENGTH];
        Arrays.fill(bytes, (byte) value);
        return Digest.of(bytes);
    }

    static JsonNode example(String name) throws IOException {
        return JSON.readTree(text("/cose-wg/" + name + ".json"));
    }

    static byte[] message(JsonNode example) {
        return HexFormat.of().parseHex(example.at("/output/cbor").textValue());
    }

    private static byte[] externalData(JsonNode example) {
        return HexFormat.of().parseHex(example.at("/input/sign0/external").asText());
    }

    private static P256PublicKey key(JsonNode example) {
        JsonNode key = example.at("/input/sign0/key");
        return key(key.get("x").textValue(), key.get("y").textValue());
    }

    /** Returns the key with these coordinates, base64url. */
    private static P256PublicKey key(String x, String y) {
        return P256PublicKey.of(ByteBuffer.allocate(P256PublicKey.LENGTH)
                .put(Base64.getUrlDecoder().decode(x))
                .put(Base64.getUrlDecoder().decode(y))
                .array());
    }

    private static String text(String resource) throws IOException {
        try (InputStream in = Objects.requireNonNull(CoseVectorsTest.class.getResourceAsStream(resource), resource)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
