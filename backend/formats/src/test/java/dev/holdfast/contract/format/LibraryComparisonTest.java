package dev.holdfast.contract.format;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.upokecenter.cbor.CBORObject;
import dev.holdfast.contract.format.FormatException.Reason;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Compares our CBOR and COSE decoders with two independent libraries, on generated and fuzzed bytes. Our decoders are
 * stricter. If our decoder accepts an input, the libraries must decode it to the same value. If our decoder
 * accepts a message, the signature must be valid for our decoder and for the libraries, or for neither.
 */
class LibraryComparisonTest {
    @Property(tries = 2000)
    void cbor_decodes_as_in_other_libraries(
            @ForAll("items") CBORObject item, @ForAll @IntRange(min = -1, max = 200) int at, @ForAll byte by) {
        byte[] bytes = item.EncodeToBytes();
        if (at >= 0) {
            bytes[at % bytes.length] ^= by;
        }

        compareCbor(bytes);
    }

    @Property(tries = 300)
    void messages_verify_as_in_other_libraries(
            @ForAll EvidenceKind kind, @ForAll @IntRange(max = 5000) int at, @ForAll byte by) {
        byte[] message = signed(kind);
        message[at % message.length] ^= by;

        compareCose(message);
    }

    @MethodSource("cborSeeds")
    @FuzzTest(maxDuration = "60s")
    void cbor(byte[] bytes) {
        compareCbor(bytes);
    }

    @MethodSource("coseSeeds")
    @FuzzTest(maxDuration = "60s")
    void cose(byte[] bytes) {
        compareCose(bytes);
    }

    /** Compares our decoder with the library: both decode to the same value, or ours refuses what it does not support. */
    private static void compareCbor(byte[] bytes) {
        Optional<CBORObject> theirs = OtherLibraries.cbor(bytes);
        try {
            assertThat(OtherLibraries.agree(StrictCbor.decode(bytes), theirs.orElseThrow()))
                    .isTrue();
        } catch (FormatException e) {
            assertThat(theirs.filter(item -> OtherLibraries.isOurKindOf(item, bytes)))
                    .as(e.getMessage())
                    .isEmpty();
        }
    }

    /** Compares the verification of a message by our decoder and by the library. */
    private static void compareCose(byte[] message) {
        compareCose(message, new byte[0]);
        compareCose(message, SignatureContext.PLUTON_EVIDENCE.externalData());
    }

    private static void compareCose(byte[] message, byte[] externalData) {
        boolean theirs = OtherLibraries.isSignedBy(message, Tokens.ATTESTATION.publicKey(), externalData);
        try {
            assertThat(CoseSign1.read(message).isSignedBy(Tokens.ATTESTATION.publicKey(), externalData))
                    .isEqualTo(theirs);
        } catch (FormatException e) {
            assertThat(e.reason()).isNotEqualTo(Reason.SIGNATURE);
        }
    }

    /** Returns a signed message: our untagged form, or the tagged one of PSA. */
    private static byte[] signed(EvidenceKind kind) {
        return switch (kind) {
            case PLUTON -> Tokens.token(kind);
            case PSA -> CoseSign1.signTagged(Tokens.psaClaims(1).encode(), Tokens.ATTESTATION);
        };
    }

    @Provide
    static Arbitrary<CBORObject> items() {
        Arbitrary<CBORObject> scalars = Arbitraries.oneOf(
                Arbitraries.longs().map(CBORObject::FromObject),
                Arbitraries.strings().ofMaxLength(30).map(CBORObject::FromObject),
                Arbitraries.bytes().array(byte[].class).ofMaxSize(30).map(CBORObject::FromObject),
                Arbitraries.doubles().map(CBORObject::FromObject),
                Arbitraries.of(CBORObject.True, CBORObject.Null, CBORObject.Undefined));
        return Arbitraries.recursive(
                () -> scalars,
                inner -> Arbitraries.oneOf(
                        inner.list().ofMaxSize(4).map(LibraryComparisonTest::array),
                        Arbitraries.maps(scalars, inner).ofMaxSize(4).map(LibraryComparisonTest::map)),
                0,
                4);
    }

    private static CBORObject array(List<CBORObject> elements) {
        CBORObject array = CBORObject.NewArray();
        elements.forEach(array::Add);
        return array;
    }

    private static CBORObject map(Map<CBORObject, CBORObject> entries) {
        CBORObject map = CBORObject.NewMap();
        entries.forEach(map::set);
        return map;
    }

    static Stream<byte[]> cborSeeds() {
        return Stream.of(
                PlutonEvidenceFormat.encodeClaims(Tokens.evidence(EvidenceKind.PLUTON, 300, 2)),
                Tokens.psaClaims(1).encode(),
                AttestationResultFormat.encodeClaims(Tokens.result(TrustTier.WARNING)));
    }

    static Stream<byte[]> coseSeeds() throws IOException {
        List<byte[]> seeds = new ArrayList<>(List.of(signed(EvidenceKind.PLUTON), signed(EvidenceKind.PSA)));
        for (String name : List.of("sign-pass-01", "sign-pass-03", "sign-fail-06", "sign-fail-07")) {
            seeds.add(CoseVectorsTest.message(CoseVectorsTest.example(name)));
        }
        return seeds.stream();
    }
}
