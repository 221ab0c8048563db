package dev.holdfast.ui.device;

import static dev.holdfast.ui.text.Texts.text;

import com.vaadin.flow.component.Text;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Nav;
import com.vaadin.flow.component.html.Span;
import dev.holdfast.contract.operator.catalog.Overview;
import dev.holdfast.contract.operator.device.DeviceFacets;
import dev.holdfast.contract.operator.device.Health;
import dev.holdfast.contract.operator.identity.Permission;
import dev.holdfast.ui.client.LinkedPages;
import dev.holdfast.ui.component.Amount;
import dev.holdfast.ui.component.StatusBadge;
import dev.holdfast.ui.component.Styled;
import dev.holdfast.ui.component.Tone;
import dev.holdfast.ui.shell.Links;
import dev.holdfast.ui.shell.Visit;
import dev.holdfast.ui.text.Texts;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Links that filter devices by health or block. The links show counts unless another filter is set. */
final class HealthChips extends Nav {
    private static final List<Health> ORDER =
            List.of(Health.FAILED, Health.OUTDATED, Health.UNREACHABLE, Health.UNKNOWN, Health.TRUSTED);

    private final transient DeviceClient client;
    private final transient ViewClient viewClient;
    private transient DeviceCounts counts = DeviceCounts.NONE;

    HealthChips(DeviceClient client, ViewClient viewClient) {
        this.client = client;
        this.viewClient = viewClient;
        addClassName("hf-chips");
        getElement().setAttribute("aria-label", text("devices.facet.health"));
    }

    void show(Visit visit, DeviceQuery query) {
        counts = DeviceCounts.read(visit, client, viewClient);
        show(visit.catalog(), query, counts);
    }

    DeviceCounts counts() {
        return counts;
    }

    /** Shows the chips. A health in the filter text, such as {@code is:outdated}, selects its chip. */
    void show(String catalog, DeviceQuery shown, DeviceCounts counts) {
        DeviceQuery query = shown.withHealthFromText();
        boolean read = DeviceQuery.FilterText.isReadable(query.text());
        removeAll();
        DeviceQuery everything = query.withHealth(null).withBlocked(false);
        boolean counted = everything.isUnfiltered();
        boolean countedByHealth = counted && !query.blocked();
        chip(
                catalog,
                everything,
                text("devices.chips.all"),
                countedByHealth ? counts.all() : null,
                read && query.health() == null && !query.blocked());
        for (Health health : ORDER) {
            Anchor chip = chip(
                    catalog,
                    query.withHealth(health),
                    Texts.word(health),
                    countedByHealth ? counts.of(health) : null,
                    read && query.health() == health);
            chip.getElement().setAttribute("data-tone", StatusBadge.tone(health).token());
            chip.setTitle(Texts.hint(health));
        }
        // This chip stands apart: blocked devices also have a health and count in the chip of that health.
        Anchor blocked = chip(
                catalog,
                query.withBlocked(!query.blocked()),
                text("devices.chips.blocked"),
                counted ? counts.blocked() : null,
                query.blocked());
        blocked.getElement().setAttribute("data-tone", Tone.CONTRAINDICATED.token());
        blocked.setTitle(text("devices.chips.blocked.hint"));
        blocked.addClassName("hf-apart");
    }

    private Anchor chip(String catalog, DeviceQuery leadingTo, String label, @Nullable Long count, boolean current) {
        Anchor chip = new Anchor(Links.devices(catalog, leadingTo.toParameters()));
        chip.add(new Span(label));
        if (count != null) {
            chip.add(new Text(" "), Styled.as("hf-number", new Span(Amount.of(count))));
        }
        if (current) {
            chip.getElement().setAttribute("aria-current", "true");
        }
        add(chip);
        return chip;
    }

    /**
     * Numbers of devices that the person may see, ignoring filters.
     *
     * @param byHealth healths without devices may be absent
     * @param blocked null if not counted
     */
    record DeviceCounts(
            Map<Health, Long> byHealth, @Nullable Long blocked) {
        static final DeviceCounts NONE = new DeviceCounts(Map.of(), null);

        DeviceCounts {
            byHealth = Map.copyOf(byHealth);
        }

        static DeviceCounts read(Visit visit, DeviceClient client, ViewClient viewClient) {
            return visit.may(Permission.READ)
                    ? of(client.overview(visit.catalog()))
                    : of(viewClient.facets(visit.catalog()));
        }

        /** Returns how many devices match, such as {@code 3 of 1,204 devices}. */
        String sentence(LinkedPages.@Nullable Total found) {
            if (found == null || found.rows() == all()) {
                return text("devices.count", all());
            }
            return text(found.estimated() ? "devices.found.estimated" : "devices.found", found.rows(), all());
        }

        static DeviceCounts of(Overview overview) {
            return new DeviceCounts(
                    Map.of(
                            Health.FAILED, overview.untrusted(),
                            Health.OUTDATED, overview.outdated(),
                            Health.UNREACHABLE, overview.unreachable(),
                            // The overview's unknown devices include the unreachable ones.
                            Health.UNKNOWN, overview.unknown() - overview.unreachable(),
                            Health.TRUSTED, overview.trusted()),
                    overview.blocked());
        }

        /** Counts from facets, because an overview exists only for a whole catalog. */
        private static DeviceCounts of(DeviceFacets facets) {
            Map<Health, Long> byHealth = new EnumMap<>(Health.class);
            facets.facets().stream()
                    .filter(facet -> facet.name().equals("health"))
                    .flatMap(facet -> facet.values().stream())
                    .forEach(value -> byHealth.put(health(value.label()), value.devices()));
            return new DeviceCounts(byHealth, null);
        }

        long of(Health health) {
            return byHealth.getOrDefault(health, 0L);
        }

        long all() {
            return byHealth.values().stream().mapToLong(Long::longValue).sum();
        }

        private static Health health(String label) {
            return label.equals("untrusted") ? Health.FAILED : Health.valueOf(label.toUpperCase(Locale.ROOT));
        }
    }
}
