package dev.holdfast.contract.tlog;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.holdfast.contract.id.Digest;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Fuzz targets for exported audit logs, checkpoints and verifier keys. CONTRIBUTING.md describes how to fuzz. */
class AuditBundleFuzzTest {
    /** Signed the checkpoint in the seed corpus. Its private key was not kept. */
    private static final VerifierKey KEY =
            VerifierKey.parse("holdfast/audit/test+e59ee608+Ad14hOzoGog4rYQYiTVVcZnCBXInfdKJtI9Glh0MzTDS");

    @FuzzTest(maxDuration = "60s")
    void bundle(byte[] utf8) throws IOException {
        InputStreamReader text =
                new InputStreamReader(new ByteArrayInputStream(utf8), StandardCharsets.UTF_8.newDecoder());
        try {
            LogReport report = AuditBundle.verify(new BufferedReader(text), KEY, List.of());
            assertThat(report.findings()).hasSizeLessThanOrEqualTo(LogVerification.MAX_FINDINGS);
            assertThat(report.entries()).isLessThanOrEqualTo(utf8.length);
        } catch (AuditBundle.UnreadableException e) {
            assertThat(e.getMessage()).endsWith(".");
        }
    }

    /** Fuzzes checkpoints without their signature, because a fuzzer cannot make a valid one. */
    @FuzzTest(maxDuration = "60s")
    void checkpoint(byte[] utf8) {
        try {
            Checkpoint checkpoint = Checkpoint.parse(new String(utf8, StandardCharsets.UTF_8));
            assertThat(checkpoint.size()).isNotNegative();
            assertThat(checkpoint.root().bytes()).hasSize(Digest.LENGTH);
        } catch (UntrustedCheckpointException e) {
            assertThat(e.getMessage()).isNotBlank();
        }
    }

    @FuzzTest(maxDuration = "60s")
    void verifierKey(byte[] utf8) {
        try {
            VerifierKey key = VerifierKey.parse(new String(utf8, StandardCharsets.UTF_8));
            assertThat(VerifierKey.parse(key.text()).text()).isEqualTo(key.text());
        } catch (IllegalArgumentException e) {
            assertThat(e.getMessage()).endsWith(".");
        }
    }
}
