package dev.holdfast.ui.device;

import com.vaadin.flow.component.Text;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Nav;
import com.vaadin.flow.component.html.Span;
import dev.holdfast.contract.operator.device.Health;
import dev.holdfast.ui.component.Amount;
import dev.holdfast.ui.component.StatusBadge;
import dev.holdfast.ui.component.Styled;
import dev.holdfast.ui.component.Tone;
import dev.holdfast.ui.shell.Links;
import dev.holdfast.ui.shell.Visit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The healths to choose from; the numbers are those of all that the visitor may see and go away when something else narrows the list. */
final class HealthChips extends Nav {
    private static final List<Health> ORDER =
            List.of(Health.FAILED, Health.OUTDATED, Health.UNREACHABLE, Health.UNKNOWN, Health.TRUSTED);

    private final transient DeviceClient client;
    private final transient ViewClient around;
    private transient DeviceCounts counts = DeviceCounts.NONE;

    HealthChips(DeviceClient client, ViewClient around) {
        this.client = client;
        this.around = around;
        addClassName("hf-chips");
        getElement().setAttribute("aria-label", "Health");
    }

    /** Reads the counts of all that the visitor may see, and shows them. */
    void show(Visit visit, DeviceQuery query) {
        counts = DeviceCounts.read(visit, client, around);
        show(visit.catalog(), query, counts);
    }

    DeviceCounts counts() {
        return counts;
    }

    /** Whether a health stands in the filter's text or beside it makes no difference. */
    void show(String catalog, DeviceQuery shown, DeviceCounts counts) {
        DeviceQuery query = shown.lifted();
        boolean read = FilterText.isReadable(query.text());
        removeAll();
        DeviceQuery everything = query.withHealth(null).withBlocked(false);
        boolean counted = everything.isUnfiltered();
        boolean countedByHealth = counted && !query.blocked();
        chip(
                catalog,
                everything,
                "All",
                countedByHealth ? counts.all() : null,
                read && query.health() == null && !query.blocked());
        for (Health health : ORDER) {
            Anchor chip = chip(
                    catalog,
                    query.withHealth(health),
                    StatusBadge.word(health),
                    countedByHealth ? counts.of(health) : null,
                    read && query.health() == health);
            chip.getElement().setAttribute("data-tone", StatusBadge.tone(health).token());
            chip.setTitle(StatusBadge.meaning(health));
        }
        // A mark beside any health, and so apart from them: whoever is blocked is counted by their health, too.
        Anchor blocked = chip(
                catalog,
                query.withBlocked(!query.blocked()),
                "Blocked",
                counted ? counts.blocked() : null,
                query.blocked());
        blocked.getElement().setAttribute("data-tone", Tone.CONTRAINDICATED.token());
        blocked.setTitle("Shut out by an operator of this catalog; each is counted by its health, too");
        blocked.addClassName("hf-apart");
    }

    private Anchor chip(String catalog, DeviceQuery leadingTo, String words, @Nullable Long count, boolean current) {
        Anchor chip = new Anchor(Links.devices(catalog, leadingTo.toParameters()));
        chip.add(new Span(words));
        if (count != null) {
            chip.add(new Text(" "), Styled.as("hf-number", new Span(Amount.of(count))));
        }
        if (current) {
            chip.getElement().setAttribute("aria-current", "true");
        }
        add(chip);
        return chip;
    }
}
