package dev.holdfast.ui.device;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.NativeTable;
import com.vaadin.flow.component.html.NativeTableHeaderCell;
import com.vaadin.flow.component.html.NativeTableRow;
import com.vaadin.flow.component.html.Span;
import dev.holdfast.contract.operator.attestation.DeviationKind.Aspect;
import dev.holdfast.contract.operator.attestation.DeviationView;
import dev.holdfast.ui.component.Icon;
import dev.holdfast.ui.component.StatusBadge;
import dev.holdfast.ui.component.Tone;
import java.util.List;

/**
 * What an attestation says of the device beside its measurements, an aspect each: as it should be, or expected against
 * reported. What follows is the policy's to say and stands among the findings.
 */
final class DeviationTable extends NativeTable {
    private static final String FINE = "CURRENT";

    /** Shows every aspect, with what was found of it. */
    DeviationTable(List<DeviationView> deviations) {
        addClassName("hf-measurements");
        setCaptionText("What the device says of itself beside its measurements");
        NativeTableRow head = getHead().addRow();
        for (String title : List.of("Aspect", "Verdict", "Reported", "Expected")) {
            NativeTableHeaderCell cell = head.addHeaderCell();
            cell.setText(title);
            cell.getElement().setAttribute("scope", "col");
        }
        for (Aspect aspect : Aspect.values()) {
            List<DeviationView> found = deviations.stream()
                    .filter(deviation -> deviation.kind().aspect() == aspect)
                    .toList();
            if (found.isEmpty()) {
                fine(aspect);
            }
            found.forEach(deviation -> fill(aspect, deviation));
        }
    }

    private void fine(Aspect aspect) {
        NativeTableRow row = row(aspect, FINE, Tone.AFFIRMING, new Span(meaning(aspect)));
        row.addDataCell().add(StatusBadge.of(Tone.AFFIRMING, Icon.CHECK, "As it should be"));
        row.addDataCell().setText("–");
        row.addDataCell().setText("–");
    }

    private void fill(Aspect aspect, DeviationView deviation) {
        Span subject = new Span(deviation.subject().equals("device") ? "the device" : deviation.subject());
        if (!deviation.component().isEmpty()) {
            subject.getElement().setAttribute("title", "Component " + deviation.component());
        }
        NativeTableRow row = row(aspect, deviation.kind().name(), Tone.WARNING, subject);
        Span reason = new Span(deviation.reason());
        reason.addClassName("hf-muted");
        Div verdict = new Div(StatusBadge.of(Tone.WARNING, Icon.ALERT, "Differs"), reason);
        verdict.addClassName("hf-verdict");
        row.addDataCell().add(verdict);
        row.addDataCell().setText(deviation.reported());
        row.addDataCell().setText(deviation.expected());
    }

    private NativeTableRow row(Aspect aspect, String verdict, Tone tone, Component second) {
        NativeTableRow row = getBody().addRow();
        row.getElement().setAttribute("data-tone", tone.token());
        row.getElement().setAttribute("data-verdict", verdict);
        second.addClassName("hf-muted");
        Div both = new Div(new Span(name(aspect)), second);
        both.addClassName("hf-two-lines");
        NativeTableHeaderCell head = row.addHeaderCell();
        head.getElement().setAttribute("scope", "row");
        head.add(both);
        return row;
    }

    private static String name(Aspect aspect) {
        return switch (aspect) {
            case ROLLBACK -> "Rollback";
            case DEBUG -> "Debugging";
            case CAPABILITY -> "Capabilities";
            case STATE -> "Manufacture";
            case CLOCK -> "Clocks";
        };
    }

    private static String meaning(Aspect aspect) {
        return switch (aspect) {
            case ROLLBACK -> "counters and fuses only went up";
            case DEBUG -> "closed since it booted";
            case CAPABILITY -> "none";
            case STATE -> "finished";
            case CLOCK -> "it answered in time";
        };
    }
}
