package dev.holdfast.contract.format;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.holdfast.contract.Vectors;
import dev.holdfast.contract.id.ComponentId;
import dev.holdfast.contract.id.DeviceId;
import dev.holdfast.contract.id.Digest;
import dev.holdfast.contract.id.ImageId;
import dev.holdfast.contract.id.P256PublicKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Fuzz targets for the decoders of this package. CONTRIBUTING.md describes how to fuzz.
 *
 * <p>A decoder may fail only with a {@link FormatException}. Accepted input must encode to the same bytes, so that each
 * value has one encoding. {@code imagePackage} compares only the length of the metadata, because {@code imageMetadata} compares its bytes.
 * Signed claims are fuzzed without their signature, because a fuzzer cannot make a valid one.
 */
class FormatFuzzTest {
    private static final P256PublicKey KEY = Vectors.key();
    private static final DeviceId DEVICE = new DeviceId(KEY);

    @MethodSource("packages")
    @FuzzTest(maxDuration = "60s")
    void imagePackage(byte[] bytes) {
        try {
            ImagePackage image = ImagePackage.parse(bytes);
            assertThat(image.metadata().encode()).hasSize(bytes.length - 64 - 4 - image.bodyLength());
        } catch (FormatException e) {
            assertThat(e.reason()).isNotEqualTo(FormatException.Reason.MALFORMED);
        }
    }

    @MethodSource("packages")
    @FuzzTest(maxDuration = "60s")
    void imageFile(byte[] bytes) throws IOException {
        Path file = Files.createTempFile("image", "");
        try {
            ImageFile image = ImageFile.parse(Files.write(file, bytes));
            assertThat(image.contentDigest()).isEqualTo(Digest.sha256(bytes));
        } catch (FormatException e) {
            assertThat(e.reason()).isNotEqualTo(FormatException.Reason.MALFORMED);
        } finally {
            Files.delete(file);
        }
    }

    @MethodSource("metadata")
    @FuzzTest(maxDuration = "60s")
    void imageMetadata(byte[] bytes) {
        try {
            assertThat(ImageMetadata.decode(FlashReader.of(bytes)).encode()).isEqualTo(bytes);
        } catch (FormatException e) {
            assertThat(e.reason()).isNotEqualTo(FormatException.Reason.MALFORMED);
        }
    }

    @MethodSource("messages")
    @FuzzTest(maxDuration = "60s")
    void coseSign1(byte[] bytes) {
        try {
            CoseSign1 message = CoseSign1.decode(bytes);
            byte[] again = CoseSign1.sign(
                    SignatureContext.MANIFEST_SET,
                    message.keyId().bytes(),
                    message.payload().bytes(),
                    _ -> message.signature());
            assertThat(again).isEqualTo(bytes);
        } catch (FormatException e) {
            assertThat(e.getMessage()).isNotBlank();
        }
    }

    @MethodSource("messagesOfSeveral")
    @FuzzTest(maxDuration = "60s")
    void coseSign(byte[] bytes) {
        try {
            assertThat(CoseSign.decode(bytes).signatures()).hasSizeBetween(1, 2);
        } catch (FormatException e) {
            assertThat(e.getMessage()).isNotBlank();
        }
    }

    @MethodSource("evidenceSamples")
    @FuzzTest(maxDuration = "60s")
    void evidence(byte[] claims) {
        try {
            assertThat(PlutonEvidenceFormat.encodeClaims(PlutonEvidenceFormat.decodeClaims(DEVICE, claims)))
                    .isEqualTo(claims);
        } catch (FormatException e) {
            assertThat(e.getMessage()).isNotBlank();
        }
    }

    @MethodSource("psaEvidenceSamples")
    @FuzzTest(maxDuration = "60s")
    void psaStatement(byte[] statement) {
        try {
            assertThat(PsaEvidenceFormat.encodeStatement(
                            PsaEvidenceFormat.decodeStatement(DEVICE, Tokens.psaClaims(1), statement)))
                    .isEqualTo(statement);
        } catch (FormatException e) {
            assertThat(e.getMessage()).isNotBlank();
        }
    }

    /** Encoding does not preserve unknown claims and the order of claims, so this test compares decoded values, not bytes. */
    @MethodSource("psaTokens")
    @FuzzTest(maxDuration = "60s")
    void psaToken(byte[] claims) {
        try {
            PsaToken token = PsaToken.decode(claims);
            assertThat(PsaToken.decode(token.encode())).isEqualTo(token);
        } catch (FormatException e) {
            assertThat(e.getMessage()).isNotBlank();
        }
    }

    @MethodSource("results")
    @FuzzTest(maxDuration = "60s")
    void attestationResult(byte[] claims) {
        try {
            assertThat(AttestationResultFormat.encodeClaims(AttestationResultFormat.decodeClaims(claims)))
                    .isEqualTo(claims);
        } catch (FormatException e) {
            assertThat(e.getMessage()).isNotBlank();
        }
    }

    @MethodSource("manifestSets")
    @FuzzTest(maxDuration = "60s")
    void manifestSet(byte[] claims) {
        try {
            assertThat(ManifestSetFormat.encodeClaims(ManifestSetFormat.decodeClaims(claims)))
                    .isEqualTo(claims);
        } catch (FormatException e) {
            assertThat(e.getMessage()).isNotBlank();
        }
    }

    @MethodSource("memberLists")
    @FuzzTest(maxDuration = "60s")
    void memberList(byte[] bytes) {
        int hashes = Math.min(bytes.length / Long.BYTES, MemberList.MAX_LISTED + MemberList.MAX_EXCLUDED);
        int excluded = hashes % (MemberList.MAX_EXCLUDED + 1);
        int listed = Math.min(hashes - excluded, MemberList.MAX_LISTED);
        try {
            RolloutAudience audience =
                    new RolloutAudience(new UUID(1, 2), 0, 0, listed, excluded, Digest.sha256(bytes));
            assertThat(MemberList.decode(bytes, audience).bytes()).isEqualTo(bytes);
        } catch (FormatException e) {
            assertThat(e.reason()).isNotEqualTo(FormatException.Reason.MALFORMED);
        }
    }

    /** Sources of valid inputs, from which the fuzzer starts. */
    static Stream<byte[]> packages() {
        return Vectors.packages();
    }

    static Stream<byte[]> metadata() {
        return Vectors.packages().map(FormatFuzzTest::metadataOf);
    }

    static Stream<byte[]> messages() {
        TestKey signer = new TestKey();
        return Stream.of(CoseSign1.sign(SignatureContext.MANIFEST_SET, KEY.bytes(), new byte[] {1, 2, 3}, signer));
    }

    static Stream<byte[]> messagesOfSeveral() {
        TestKey one = new TestKey();
        TestKey other = new TestKey();
        return Stream.of(CoseSign.sign(
                SignatureContext.MANIFEST_SET,
                new byte[] {1, 2, 3},
                List.of(
                        new ManifestSetFormat.Signer(one.publicKey(), one),
                        new ManifestSetFormat.Signer(other.publicKey(), other))));
    }

    static Stream<byte[]> evidenceSamples() {
        return Stream.of(PlutonEvidenceFormat.encodeClaims(Tokens.evidence(EvidenceKind.PLUTON, 300, 2)));
    }

    static Stream<byte[]> psaEvidenceSamples() {
        return Stream.of(PsaEvidenceFormat.encodeStatement(Tokens.evidence(EvidenceKind.PSA, 300, 2)));
    }

    static Stream<byte[]> psaTokens() {
        return Stream.of(Tokens.psaClaims(1).encode());
    }

    static Stream<byte[]> results() {
        return Stream.of(AttestationResultFormat.encodeClaims(Tokens.result(TrustTier.WARNING)));
    }

    static Stream<byte[]> manifestSets() {
        Instant now = Instant.ofEpochSecond(1764000000);
        ManifestSet.Entry entry = new ManifestSet.Entry(
                ImageType.APPLICATIONS,
                new ComponentId(new UUID(1, 2)),
                new ImageId(new UUID(3, 4)),
                4096,
                Digest.sha256(new byte[0]),
                1);
        Instant expiry = now.plusSeconds(86400);
        RolloutAudience rollout = RolloutAudience.of(new UUID(5, 6), 9000, 2500, MemberList.EMPTY);
        return Stream.of(
                        new ManifestSet(Tokens.AUDIENCE, 5, now, expiry, List.of(entry), List.of(KEY)),
                        new ManifestSet(
                                Tokens.AUDIENCE, 5, now, expiry, List.of(entry), List.of(KEY), Optional.of(rollout)),
                        new ManifestSet(
                                Tokens.AUDIENCE,
                                5,
                                now,
                                expiry,
                                List.of(entry),
                                List.of(KEY),
                                Optional.empty(),
                                new InstallRules(
                                        Optional.of(List.of(new InstallRules.Interval(now, now.plusSeconds(3600)))),
                                        Optional.of(expiry),
                                        List.of(new InstallRules.Interval(now.plusSeconds(7200), expiry)),
                                        true,
                                        Optional.of(Duration.ofDays(1)))))
                .map(ManifestSetFormat::encodeClaims);
    }

    /** The target excludes as many devices as the list has hashes, up to 100. With 102 hashes, it lists 101 of them. */
    static Stream<byte[]> memberLists() {
        return Stream.of(
                MemberList.EMPTY.bytes(),
                MemberList.of(Set.of(), Set.of(1L, 2L, -1L)).bytes(),
                MemberList.of(LongStream.range(0, 101).boxed().toList(), Set.of(7L))
                        .bytes());
    }

    private static byte[] metadataOf(byte[] bytes) {
        try {
            return ImagePackage.parse(bytes).metadata().encode();
        } catch (FormatException e) {
            throw new AssertionError(e);
        }
    }
}
