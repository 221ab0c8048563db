package dev.holdfast.ui.device;

import static dev.holdfast.ui.text.Texts.text;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.Text;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Code;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import dev.holdfast.contract.operator.device.Block;
import dev.holdfast.contract.operator.device.DeviceView;
import dev.holdfast.contract.operator.device.Trust;
import dev.holdfast.contract.operator.product.NoGroup;
import dev.holdfast.ui.component.CopyButton;
import dev.holdfast.ui.component.Facts;
import dev.holdfast.ui.component.GroupWords;
import dev.holdfast.ui.component.Panel;
import dev.holdfast.ui.component.StatusBadge;
import dev.holdfast.ui.component.Styled;
import dev.holdfast.ui.component.TimeText;
import dev.holdfast.ui.shell.Links;
import dev.holdfast.ui.shell.Visit;
import dev.holdfast.ui.text.Texts;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Identity, trust and software of a device. */
final class SummaryPanel extends Div {
    SummaryPanel(Visit visit, DeviceView device) {
        String catalog = visit.catalog();
        addClassName("hf-columns");
        DeviceQuery group = DeviceQuery.ALL.withProduct(device.product()).withGroup(device.group());
        add(new Panel(
                text("device.summary.identity"),
                new Facts()
                        .with(
                                text("device.summary.device-id"),
                                id(device),
                                new CopyButton(device.id().text(), text("copy.device-id")))
                        .with(
                                text("device.summary.product"),
                                NoGroup.isNamed(device.product())
                                        ? new Span(text("devices.none"))
                                        : listed(
                                                catalog,
                                                DeviceQuery.ALL.withProduct(device.product()),
                                                device.product()))
                        .with(text("device.summary.group"), listed(catalog, group, GroupWords.name(device.group())))
                        .with(text("device.summary.tags"), tags(catalog, device))
                        .with(text("device.summary.notes"), notes(device))
                        .with(text("device.summary.manufacturing"), manufacture(device))
                        .with(text("device.summary.claimed"), TimeText.full(device.claimedAt()))));
        add(new Panel(
                text("device.summary.trust"),
                new Facts()
                        .with(
                                text("device.summary.health"),
                                StatusBadge.ofHealth(device),
                                new Div(new Span(
                                        device.block() == null
                                                ? StatusBadge.healthHint(device)
                                                : text("device.summary.blocked-health"))))
                        .with(text("device.summary.since"), TimeText.full(device.trustSince(), "–"))
                        .with(
                                text("device.summary.last-attestation"),
                                TimeText.full(device.lastAttestation(), text("devices.never")))
                        .with(
                                text("device.summary.last-contact"),
                                TimeText.full(device.lastSeen(), text("devices.never")))
                        .with(text("device.summary.key-exchange"), keyExchange(device))
                        .with(text("device.summary.blocked"), blocked(device.block()))
                        .with(
                                device.certificateExpires() == null
                                        ? text("device.summary.certificate")
                                        : text("device.summary.certificate-expires"),
                                with(
                                        TimeText.full(device.certificateExpires(), text("devices.none")),
                                        device.block() != null && device.certificateExpires() != null,
                                        text("device.summary.on-hold")))));
        add(new Panel(
                text("device.summary.software"),
                new Facts()
                        .with(
                                text("device.summary.update"),
                                StatusBadge.ofUpdate(device),
                                new UpdateHint(visit, device))
                        .with(
                                text("device.summary.update-at"),
                                TimeText.full(device.update().at(), "–"))
                        .with(text("device.summary.os"), device.osVersion())
                        .with(text("device.summary.applications"), applications(device))
                        .with(
                                text("device.summary.capabilities"),
                                device.capabilities().isEmpty()
                                        ? text("devices.none")
                                        : String.join(", ", device.capabilities()))
                        .with(text("device.summary.available-os"), device.lastAvailableOsVersion())));
    }

    private static Component listed(String catalog, DeviceQuery devices, String label) {
        return new Anchor(Links.devices(catalog, devices.toParameters()), label);
    }

    private static Component[] tags(String catalog, DeviceView device) {
        return device.tags().isEmpty()
                ? new Component[] {new Span(text("devices.none"))}
                : device.tags().stream()
                        .map(tag -> new Anchor(
                                Links.devices(
                                        catalog,
                                        DeviceQuery.ALL.withText("tag:" + tag).toParameters()),
                                tag))
                        .flatMap(tag -> Stream.of(tag, new Text(" ")))
                        .toArray(Component[]::new);
    }

    private static Component notes(DeviceView device) {
        return Styled.as("hf-notes", new Div(device.notes().isEmpty() ? text("devices.none") : device.notes()));
    }

    private static String manufacture(DeviceView device) {
        return device.manufacturingState().isEmpty()
                ? text("device.summary.not-attested")
                : DeviceWords.of("manufacturing-state", device.manufacturingState());
    }

    static String applications(DeviceView device) {
        return device.applications().isEmpty()
                ? text("device.summary.no-applications")
                : device.applications().stream()
                        .map(one -> text(
                                "device.summary.application",
                                one.name().isEmpty() ? one.component() : one.name(),
                                one.version()))
                        .collect(Collectors.joining("; "));
    }

    private static Component[] blocked(@Nullable Block block) {
        return block == null
                ? new Component[] {new Span(text("device.summary.not-blocked"))}
                : with(TimeText.full(block.at()), true, text("device.summary.blocked-by", block.by(), block.reason()));
    }

    /** Puts a text below a component if {@code shown}. */
    private static Component[] with(Component component, boolean shown, String below) {
        return shown ? new Component[] {component, new Div(new Span(below))} : new Component[] {component};
    }

    private static String keyExchange(DeviceView device) {
        return switch (device.keyExchange()) {
            case "UNKNOWN" -> text("device.summary.key-exchange-unknown");
            case "X25519MLKEM768" -> text("device.summary.post-quantum", device.keyExchange());
            default -> text("device.summary.not-post-quantum", device.keyExchange());
        };
    }

    /** Returns who blocked the device and why; if not blocked, its trust or the reason for it, and for how long. */
    static String sentence(DeviceView device) {
        Block block = device.block();
        return block == null
                ? trustReason(device)
                : text("device.summary.blocked-sentence", block.by(), block.reason());
    }

    private static String trustReason(DeviceView device) {
        boolean plain = device.trust() == Trust.TRUSTED || device.reason().isEmpty();
        String reason = plain ? Texts.word(device.trust()) : device.reason();
        if (device.trustSince() == null) {
            return plain ? Texts.hint(device.health()) : reason;
        }
        Duration duration = Duration.between(device.trustSince(), Instant.now());
        String length = TimeText.length(duration.isNegative() ? Duration.ZERO : duration);
        return plain
                ? text("device.summary.state-for", reason, length)
                : text("device.summary.reason-for", reason.replaceFirst("\\.$", ""), length);
    }

    /** Shows all 128 digits, which may wrap. */
    private static Code id(DeviceView device) {
        Code id = new Code(device.id().text());
        id.addClassName("hf-device-id");
        return id;
    }
}
