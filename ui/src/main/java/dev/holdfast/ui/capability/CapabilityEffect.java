package dev.holdfast.ui.capability;

import static dev.holdfast.ui.text.Texts.text;
import static dev.holdfast.ui.text.Texts.word;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import dev.holdfast.contract.operator.capability.CapabilityGrant;
import dev.holdfast.contract.operator.capability.CapabilityImpact;
import dev.holdfast.ui.client.OperatorProblem;
import dev.holdfast.ui.component.Facts;
import dev.holdfast.ui.component.GroupWords;
import dev.holdfast.ui.component.TimeText;
import dev.holdfast.ui.component.Warnings;
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Shows the capabilities of a device now and with a new file, its last contact, and why the file would not have the effect. */
final class CapabilityEffect extends Div {
    CapabilityEffect() {
        addClassName("hf-effect");
        getElement().setAttribute("aria-live", "polite");
    }

    /** Shows an effect in place of the last one, or why there is none. */
    void show(Supplier<CapabilityImpact> preview) {
        removeAll();
        try {
            show(preview.get());
        } catch (OperatorProblem refused) {
            add(new Paragraph(String.valueOf(refused.problem().detail())));
        }
    }

    private void show(CapabilityImpact impact) {
        add(new Facts()
                .with(text("capabilities.effect.now"), words(impact.before()))
                .with(text("capabilities.effect.then"), words(impact.after()))
                .with(text("capabilities.effect.device"), device(impact))
                .with(text("device.summary.last-contact"), contact(impact)));
        if (!impact.warnings().isEmpty()) {
            add(new Warnings(impact.warnings()));
        }
    }

    private static String words(List<CapabilityGrant> grants) {
        return grants.isEmpty()
                ? text("capabilities.effect.none")
                : grants.stream()
                        .map(grant -> text(
                                "capabilities.effect.until",
                                CapabilitiesPanel.name(grant.capability()),
                                TimeText.absolute(grant.until())))
                        .collect(Collectors.joining(", "));
    }

    private static String device(CapabilityImpact impact) {
        String group = GroupWords.of(impact.product(), impact.group());
        return impact.part().isEmpty()
                ? text("capabilities.effect.group", word(impact.trust()), group)
                : text("capabilities.effect.part", word(impact.trust()), impact.part(), group);
    }

    private static String contact(CapabilityImpact impact) {
        Instant seen = impact.lastSeen();
        String last = seen == null ? text("capabilities.effect.never") : TimeText.say(seen, Instant.now());
        return impact.offline() ? text("capabilities.effect.offline", last) : last;
    }
}
