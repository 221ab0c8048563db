package dev.holdfast.ui.device;

import com.vaadin.flow.component.html.NativeTableRow;
import com.vaadin.flow.component.html.Span;
import dev.holdfast.contract.operator.attestation.DeviationKind.Aspect;
import dev.holdfast.contract.operator.attestation.DeviationView;
import dev.holdfast.ui.component.Icon;
import dev.holdfast.ui.component.RowTable;
import dev.holdfast.ui.component.StatusBadge;
import dev.holdfast.ui.component.Styled;
import dev.holdfast.ui.component.Tone;
import java.util.List;

/**
 * What an attestation says of the device beside its measurements, an aspect each: as it should be, or expected against
 * reported. What follows is the policy's to say and stands among the findings.
 */
final class DeviationTable extends RowTable {
    private static final String NAME = "What the device says of itself beside its measurements";
    private static final String FINE = "CURRENT";

    DeviationTable(List<DeviationView> deviations) {
        super(NAME, "Aspect", "Verdict", "Reported", "Expected");
        setCaptionText(NAME);
        addClassName("hf-measurements");
        for (Aspect aspect : Aspect.values()) {
            List<DeviationView> found = deviations.stream()
                    .filter(deviation -> deviation.kind().aspect() == aspect)
                    .toList();
            if (found.isEmpty()) {
                mark(
                        FINE,
                        Tone.AFFIRMING,
                        row(
                                Styled.twoLines(new Span(name(aspect)), meaning(aspect)),
                                StatusBadge.of(Tone.AFFIRMING, Icon.CHECK, "As it should be"),
                                new Span("–"),
                                new Span("–")));
            }
            found.forEach(deviation -> mark(
                    deviation.kind().name(),
                    Tone.WARNING,
                    row(
                            Styled.div("hf-two-lines", new Span(name(aspect)), subject(deviation)),
                            Styled.div(
                                    "hf-verdict",
                                    StatusBadge.of(Tone.WARNING, Icon.ALERT, "Differs"),
                                    Styled.muted(deviation.reason())),
                            new Span(deviation.reported()),
                            new Span(deviation.expected()))));
        }
    }

    private static Span subject(DeviationView deviation) {
        Span subject = Styled.muted(deviation.subject().equals("device") ? "the device" : deviation.subject());
        if (!deviation.component().isEmpty()) {
            subject.setTitle("Component " + deviation.component());
        }
        return subject;
    }

    private static void mark(String verdict, Tone tone, NativeTableRow row) {
        row.getElement().setAttribute("data-tone", tone.token());
        row.getElement().setAttribute("data-verdict", verdict);
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
