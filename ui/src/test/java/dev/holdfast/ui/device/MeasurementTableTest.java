package dev.holdfast.ui.device;

import static org.assertj.core.api.Assertions.assertThat;

import com.vaadin.flow.dom.Element;
import dev.holdfast.contract.operator.attestation.AttestationView;
import dev.holdfast.contract.operator.attestation.FindingView;
import dev.holdfast.contract.operator.attestation.MeasurementVerdict;
import dev.holdfast.contract.operator.device.DeviceView;
import dev.holdfast.contract.operator.device.Trust;
import dev.holdfast.ui.fake.FakeAttestations;
import dev.holdfast.ui.fake.FakeFleet;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The table of reported and expected measurements. */
class MeasurementTableTest {
    private final FakeFleet fleet = new FakeFleet();

    @Test
    void a_mismatch_shows_both_digests_and_marks_differences() {
        Element row = row(newest(Trust.UNTRUSTED), MeasurementVerdict.MISMATCH);

        assertThat(row.getTextRecursively()).contains("Unknown digest", "reported", "expected");
        assertThat(row.getOuterHTML()).contains("hf-differs");
    }

    @Test
    void a_match_shows_one_digest() {
        Element row = row(newest(Trust.TRUSTED), MeasurementVerdict.CURRENT);

        assertThat(row.getTextRecursively()).contains("Matches", "both").doesNotContain("expected");
        assertThat(row.getOuterHTML()).doesNotContain("hf-differs");
    }

    @Test
    void an_unreported_image_shows_no_digest() {
        Element row = row(newest(Trust.UNTRUSTED), MeasurementVerdict.MISSING);

        assertThat(row.getTextRecursively()).contains("Not reported", "nothing", "expected 2");
    }

    @Test
    void an_older_security_version_shows_the_expected_one() {
        Element row = row(newest(Trust.OUTDATED), MeasurementVerdict.OUTDATED);

        assertThat(row.getTextRecursively()).contains("Older than expected", "6 · expected 7");
    }

    @Test
    void rows_are_in_boot_order() {
        MeasurementTable table = new MeasurementTable(newest(Trust.TRUSTED));

        List<String> images = table.getBody().getRows().stream()
                .map(row -> row.getHeaderCells().getFirst().getElement().getTextRecursively())
                .toList();
        assertThat(images.getFirst()).startsWith("OneBl");
        assertThat(images.getLast()).startsWith("Applications");
        assertThat(table.getCaptionText()).isEqualTo("Measurements in boot order, mismatches first");
    }

    @Test
    void mismatches_come_first_in_boot_order() {
        assertThat(verdicts(Trust.UNTRUSTED))
                .startsWith("MISMATCH", "UNEXPECTED", "MISSING", "CURRENT")
                .hasSize(12);
        assertThat(verdicts(Trust.OUTDATED)).startsWith("OUTDATED", "CURRENT");
    }

    @Test
    void before_the_first_release_unknown_images_are_no_problem() {
        AttestationView attestation = newest(Trust.UNTRUSTED);
        AttestationView unreleased = new AttestationView(
                attestation.id(),
                attestation.at(),
                attestation.trust(),
                attestation.policyId(),
                attestation.policyVersion(),
                List.of(new FindingView(
                        "os-not-released", "device", "No operating system was released.", "Release one.")),
                attestation.measurements(),
                attestation.deviations(),
                attestation.bootCount(),
                attestation.debugState(),
                attestation.remoteAddress(),
                attestation.evidence(),
                attestation.result());

        Element row = row(unreleased, MeasurementVerdict.UNEXPECTED);

        assertThat(row.getTextRecursively()).contains("Nothing to compare with").doesNotContain("Unknown component");
        assertThat(row.getAttribute("data-tone")).isEqualTo("unknown");
    }

    private List<String> verdicts(Trust trust) {
        return new MeasurementTable(newest(trust))
                .getBody().getRows().stream()
                        .map(row -> row.getElement().getAttribute("data-verdict"))
                        .toList();
    }

    private AttestationView newest(Trust trust) {
        DeviceView device = fleet.devices().stream()
                .filter(candidate -> candidate.trust() == trust)
                .findFirst()
                .orElseThrow();
        return FakeAttestations.of(device).getFirst();
    }

    /** Returns the first row of the table with this verdict. */
    private static Element row(AttestationView attestation, MeasurementVerdict verdict) {
        return new MeasurementTable(attestation)
                .getBody().getRows().stream()
                        .map(row -> row.getElement())
                        .filter(row -> verdict.name().equals(row.getAttribute("data-verdict")))
                        .findFirst()
                        .orElseThrow();
    }
}
