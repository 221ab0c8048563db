package dev.holdfast.ui.device;

import static java.util.Comparator.comparing;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Code;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.NativeTable;
import com.vaadin.flow.component.html.NativeTableCell;
import com.vaadin.flow.component.html.NativeTableHeaderCell;
import com.vaadin.flow.component.html.NativeTableRow;
import com.vaadin.flow.component.html.Span;
import dev.holdfast.contract.id.Digest;
import dev.holdfast.contract.operator.attestation.MeasurementVerdict;
import dev.holdfast.contract.operator.attestation.MeasurementView;
import dev.holdfast.contract.operator.reference.ReferenceStanding;
import dev.holdfast.ui.component.DigestText;
import dev.holdfast.ui.component.StatusBadge;
import dev.holdfast.ui.component.Tone;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Expected against reported: for every image the verdict in a word, the digests with the digits that differ, and the
 * security versions. A row that matches is one line; a row that does not shows both sides. Rows that do not match come
 * first, because they are what one came for; within both parts the order is that of boot.
 */
public final class MeasurementTable extends NativeTable {
    /** Shows the measurements of one attestation. */
    public MeasurementTable(List<MeasurementView> measurements) {
        addClassName("hf-measurements");
        setCaptionText("Measurements in order of boot, those that do not match first");
        NativeTableRow head = getHead().addRow();
        for (String title : List.of("Image", "Verdict", "Digest (SHA-256)", "Security version")) {
            NativeTableHeaderCell cell = head.addHeaderCell();
            cell.setText(title);
            cell.getElement().setAttribute("scope", "col");
        }
        var body = getBody();
        measurements.stream()
                .sorted(comparing(measurement -> measurement.verdict() == MeasurementVerdict.CURRENT))
                .forEach(measurement -> fill(body.addRow(), measurement));
    }

    private static void fill(NativeTableRow row, MeasurementView measurement) {
        MeasurementVerdict verdict = measurement.verdict();
        row.getElement().setAttribute("data-tone", Tone.of(verdict).token());
        row.getElement().setAttribute("data-verdict", verdict.name());
        NativeTableHeaderCell image = row.addHeaderCell();
        image.getElement().setAttribute("scope", "row");
        image.add(image(measurement));
        cell(row).add(verdict(measurement));
        cell(row).add(digests(measurement));
        cell(row).add(versions(measurement));
    }

    private static NativeTableCell cell(NativeTableRow row) {
        return row.addDataCell();
    }

    private static Component image(MeasurementView measurement) {
        Span type = new Span(measurement.type());
        Span name = new Span(measurement.name().isEmpty() ? "no reference value" : measurement.name());
        name.addClassName("hf-muted");
        name.getElement().setAttribute("title", "Component " + measurement.component());
        Div both = new Div(type, name);
        both.addClassName("hf-two-lines");
        return both;
    }

    /** Says beside the verdict what the reported digest is among the reference values, where that is not plain. */
    private static Component verdict(MeasurementView measurement) {
        Div both = new Div(StatusBadge.of(measurement.verdict()));
        both.addClassName("hf-verdict");
        if (measurement.standing() == ReferenceStanding.TENTATIVE) {
            both.add(note("tentative: good for this group only"));
        } else if (measurement.standing() == ReferenceStanding.RETIRED) {
            both.add(note("retired: it was good once"));
        }
        if (measurement.rolledBack()) {
            both.add(note("rolled back: it ran a newer one before"));
        }
        return both;
    }

    private static Span note(String words) {
        Span note = new Span(words);
        note.addClassName("hf-muted");
        return note;
    }

    private static Component digests(MeasurementView measurement) {
        Digest reported = measurement.reportedDigest();
        Digest expected = measurement.expectedDigest();
        Div lines = new Div();
        lines.addClassName("hf-compare");
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
            Span nothing = new Span("nothing");
            nothing.addClassName("hf-nothing");
            return nothing;
        }
        return other == null ? DigestText.of(digest) : DigestText.against(digest, other);
    }

    private static Component line(String side, Component digest) {
        Span label = new Span(side);
        label.addClassName("hf-side");
        Div line = new Div(label, digest);
        line.addClassName("hf-compare-line");
        return line;
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
