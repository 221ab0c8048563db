package dev.holdfast.ui.device;

import com.vaadin.flow.component.Text;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Nav;
import com.vaadin.flow.component.html.Span;
import dev.holdfast.contract.operator.device.Health;
import dev.holdfast.ui.component.Amount;
import dev.holdfast.ui.component.StatusBadge;
import dev.holdfast.ui.component.Tone;
import dev.holdfast.ui.shell.Links;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The healths to choose from; the numbers are those of all that the visitor may see and go away when something else narrows the list. */
final class HealthChips extends Nav {
    private static final List<Health> ORDER =
            List.of(Health.FAILED, Health.OUTDATED, Health.UNREACHABLE, Health.UNKNOWN, Health.TRUSTED);

    private boolean read = true;

    HealthChips() {
        addClassName("hf-chips");
        getElement().setAttribute("aria-label", "Health");
    }

    /** Whether a health stands in the filter's text or beside it makes no difference. */
    void show(String catalog, DeviceQuery shown, DeviceCounts counts) {
        DeviceQuery query = shown.lifted();
        read = FilterText.isReadable(query.text());
        removeAll();
        chip(catalog, query, null, counts.all());
        for (Health health : ORDER) {
            chip(catalog, query, health, counts.of(health));
        }
        blocked(catalog, query, counts.blocked());
    }

    /** A mark beside any health, and so apart from them: whoever is blocked is counted by their health, too. */
    private void blocked(String catalog, DeviceQuery query, @Nullable Long count) {
        Anchor chip = new Anchor(
                Links.devices(catalog, query.withBlocked(!query.blocked()).toParameters()));
        chip.add(new Span("Blocked"));
        if (count != null && query.withHealth(null).withBlocked(false).isUnfiltered()) {
            number(chip, count);
        }
        chip.getElement().setAttribute("data-tone", Tone.CONTRAINDICATED.token());
        chip.setTitle("Shut out by an operator of this catalog; each is counted by its health, too");
        chip.addClassName("hf-apart");
        if (query.blocked()) {
            chip.getElement().setAttribute("aria-current", "true");
        }
        add(chip);
    }

    private void chip(String catalog, DeviceQuery query, @Nullable Health health, long count) {
        DeviceQuery chosen = query.withHealth(health);
        Anchor chip = new Anchor(
                Links.devices(catalog, (health == null ? chosen.withBlocked(false) : chosen).toParameters()));
        chip.add(new Span(health == null ? "All" : StatusBadge.word(health)));
        if (query.withHealth(null).isUnfiltered()) {
            number(chip, count);
        }
        if (health != null) {
            chip.getElement().setAttribute("data-tone", Tone.of(health).token());
            chip.setTitle(StatusBadge.meaning(health));
        }
        if (read && query.health() == health && !(health == null && query.blocked())) {
            chip.getElement().setAttribute("aria-current", "true");
        }
        add(chip);
    }

    private static void number(Anchor chip, long count) {
        Span number = new Span(Amount.of(count));
        number.addClassName("hf-number");
        chip.add(new Text(" "), number);
    }
}
