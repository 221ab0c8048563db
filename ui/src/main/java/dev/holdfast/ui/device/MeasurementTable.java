package dev.holdfast.ui.device;

import static dev.holdfast.ui.text.Texts.text;
import static java.util.Comparator.comparing;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Code;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.dom.Element;
import dev.holdfast.contract.id.Digest;
import dev.holdfast.contract.operator.attestation.AttestationView;
import dev.holdfast.contract.operator.attestation.MeasurementVerdict;
import dev.holdfast.contract.operator.attestation.MeasurementView;
import dev.holdfast.contract.operator.reference.ReferenceState;
import dev.holdfast.ui.component.DigestText;
import dev.holdfast.ui.component.Icon;
import dev.holdfast.ui.component.RowTable;
import dev.holdfast.ui.component.StatusBadge;
import dev.holdfast.ui.component.Styled;
import dev.holdfast.ui.component.Tone;
import org.jspecify.annotations.Nullable;

/**
 * Compares reported and expected measurements. If the digests are equal, a row shows one; otherwise both, with marks on the groups of
 * digits that differ. Rows whose measurement is not current come first, each part in boot order. Before the first OS release, a measurement
 * without a reference value is no problem.
 */
final class MeasurementTable extends RowTable {
    private final boolean released;

    MeasurementTable(AttestationView attestation) {
        super(
                text("measurements.table"),
                text("measurements.image"),
                text("measurements.verdict"),
                text("measurements.digest"),
                text("measurements.security-version"));
        released = attestation.findings().stream()
                .noneMatch(finding -> finding.code().equals(StatusBadge.NOT_RELEASED));
        setCaptionText(text("measurements.table"));
        addClassName("hf-measurements");
        attestation.measurements().stream()
                .sorted(comparing(measurement -> measurement.verdict() == MeasurementVerdict.CURRENT))
                .forEach(this::add);
    }

    private void add(MeasurementView measurement) {
        Span name = Styled.muted(
                measurement.name().isEmpty() ? text("measurements.no-reference-value") : measurement.name());
        name.setTitle(text("attestation.component", measurement.component()));
        Element row = row(
                        Styled.div("hf-two-lines", new Span(measurement.type()), name),
                        verdict(measurement),
                        digests(measurement),
                        versions(measurement))
                .getElement();
        Tone tone = isComparable(measurement) ? StatusBadge.tone(measurement.verdict()) : Tone.UNKNOWN;
        row.setAttribute("data-tone", tone.token());
        row.setAttribute("data-verdict", measurement.verdict().name());
    }

    private boolean isComparable(MeasurementView measurement) {
        return released || measurement.expectedDigest() != null || measurement.rolledBack();
    }

    /** Shows the verdict, and whether the reference value is tentative or retired, or the version was rolled back. */
    private Component verdict(MeasurementView measurement) {
        if (!isComparable(measurement)) {
            return StatusBadge.of(Tone.UNKNOWN, Icon.QUESTION, text("measurements.not-released"));
        }
        Div both = Styled.div("hf-verdict", StatusBadge.of(measurement.verdict()));
        if (measurement.referenceState() == ReferenceState.TENTATIVE) {
            both.add(Styled.muted(text("measurements.tentative")));
        } else if (measurement.referenceState() == ReferenceState.RETIRED) {
            both.add(Styled.muted(text("measurements.retired")));
        }
        if (measurement.rolledBack()) {
            both.add(Styled.muted(text("measurements.rolled-back")));
        }
        return both;
    }

    private static Component digests(MeasurementView measurement) {
        Digest reported = measurement.reportedDigest();
        Digest expected = measurement.expectedDigest();
        Div lines = Styled.div("hf-compare");
        if (reported != null && expected != null && reported.equals(expected)) {
            lines.add(line(text("measurements.both"), DigestText.of(reported)));
            return lines;
        }
        lines.add(line(text("measurements.reported"), digest(reported, expected)));
        lines.add(line(text("measurements.expected"), digest(expected, reported)));
        return lines;
    }

    private static Component digest(@Nullable Digest digest, @Nullable Digest other) {
        if (digest == null) {
            return Styled.as("hf-nothing", new Span(text("measurements.nothing")));
        }
        return other == null ? DigestText.of(digest) : DigestText.against(digest, other);
    }

    private static Component line(String side, Component digest) {
        return Styled.div("hf-compare-line", Styled.as("hf-side", new Span(side)), digest);
    }

    private static Component versions(MeasurementView measurement) {
        boolean reported = measurement.reportedDigest() != null;
        boolean expected = measurement.expectedDigest() != null;
        String have = Long.toString(measurement.reportedSecurityVersion());
        String want = Long.toString(measurement.expectedSecurityVersion());
        String versions;
        if (reported && expected && !have.equals(want)) {
            versions = text("measurements.versions", have, want);
        } else if (reported) {
            versions = have;
        } else {
            versions = expected ? text("measurements.version", want) : "–";
        }
        Code code = new Code(versions);
        if (reported && expected && measurement.reportedSecurityVersion() < measurement.expectedSecurityVersion()) {
            code.addClassName("hf-differs");
        }
        return code;
    }
}
