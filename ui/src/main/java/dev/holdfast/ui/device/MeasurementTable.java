package dev.holdfast.ui.device;

import static java.util.Comparator.comparing;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Code;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.dom.Element;
import dev.holdfast.contract.id.Digest;
import dev.holdfast.contract.operator.attestation.MeasurementVerdict;
import dev.holdfast.contract.operator.attestation.MeasurementView;
import dev.holdfast.contract.operator.reference.ReferenceState;
import dev.holdfast.ui.component.DigestText;
import dev.holdfast.ui.component.RowTable;
import dev.holdfast.ui.component.StatusBadge;
import dev.holdfast.ui.component.Styled;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Expected against reported: for every image the verdict in a word, the digests with the digits that differ, and the
 * security versions. A row that matches is one line; a row that does not shows both sides. Rows that do not match come
 * first, because they are what one came for; within both parts the order is that of boot.
 */
final class MeasurementTable extends RowTable {
    private static final String NAME = "Measurements in order of boot, those that do not match first";

    MeasurementTable(List<MeasurementView> measurements) {
        super(NAME, "Image", "Verdict", "Digest (SHA-256)", "Security version");
        setCaptionText(NAME);
        addClassName("hf-measurements");
        measurements.stream()
                .sorted(comparing(measurement -> measurement.verdict() == MeasurementVerdict.CURRENT))
                .forEach(this::add);
    }

    private void add(MeasurementView measurement) {
        Span name = Styled.muted(measurement.name().isEmpty() ? "no reference value" : measurement.name());
        name.setTitle("Component " + measurement.component());
        Element row = row(
                        Styled.div("hf-two-lines", new Span(measurement.type()), name),
                        verdict(measurement),
                        digests(measurement),
                        versions(measurement))
                .getElement();
        row.setAttribute("data-tone", StatusBadge.tone(measurement.verdict()).token());
        row.setAttribute("data-verdict", measurement.verdict().name());
    }

    /** Says beside the verdict what the reported digest is among the reference values, where that is not plain. */
    private static Component verdict(MeasurementView measurement) {
        Div both = Styled.div("hf-verdict", StatusBadge.of(measurement.verdict()));
        if (measurement.referenceState() == ReferenceState.TENTATIVE) {
            both.add(Styled.muted("tentative: good for this group only"));
        } else if (measurement.referenceState() == ReferenceState.RETIRED) {
            both.add(Styled.muted("retired: it was good once"));
        }
        if (measurement.rolledBack()) {
            both.add(Styled.muted("rolled back: it ran a newer one before"));
        }
        return both;
    }

    private static Component digests(MeasurementView measurement) {
        Digest reported = measurement.reportedDigest();
        Digest expected = measurement.expectedDigest();
        Div lines = Styled.div("hf-compare");
        if (reported != null && expected != null && reported.equals(expected)) {
            lines.add(line("both", DigestText.of(reported)));
            return lines;
        }
        lines.add(line("reported", digest(reported, expected)));
        lines.add(line("expected", digest(expected, reported)));
        return lines;
    }

    private static Component digest(@Nullable Digest digest, @Nullable Digest other) {
        if (digest == null) {
            return Styled.as("hf-nothing", new Span("nothing"));
        }
        return other == null ? DigestText.of(digest) : DigestText.against(digest, other);
    }

    private static Component line(String side, Component digest) {
        return Styled.div("hf-compare-line", Styled.as("hf-side", new Span(side)), digest);
    }

    private static Component versions(MeasurementView measurement) {
        boolean reported = measurement.reportedDigest() != null;
        boolean expected = measurement.expectedDigest() != null;
        long have = measurement.reportedSecurityVersion();
        long want = measurement.expectedSecurityVersion();
        String text;
        if (reported && expected && have != want) {
            text = have + " · expected " + want;
        } else if (reported) {
            text = Long.toString(have);
        } else {
            text = expected ? "expected " + want : "–";
        }
        Code code = new Code(text);
        if (reported && expected && have < want) {
            code.addClassName("hf-differs");
        }
        return code;
    }
}
