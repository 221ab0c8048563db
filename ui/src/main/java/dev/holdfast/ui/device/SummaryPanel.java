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
import java.time.Duration;
import java.time.Instant;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What a device is, where it belongs, and what it runs. */
final class SummaryPanel extends Div {
    SummaryPanel(String catalog, DeviceView device) {
        addClassName("hf-columns");
        DeviceQuery group = DeviceQuery.ALL.withProduct(device.product()).withGroup(device.group());
        add(new Panel(
                "Identity",
                new Facts()
                        .with(
                                "Device ID",
                                id(device),
                                new CopyButton(device.id().text(), text("copy.device-id")))
                        .with(
                                "Product",
                                NoGroup.isNamed(device.product())
                                        ? new Span("none")
                                        : listed(
                                                catalog,
                                                DeviceQuery.ALL.withProduct(device.product()),
                                                device.product()))
                        .with("Group", listed(catalog, group, GroupWords.name(device.group())))
                        .with("Tags", tags(catalog, device))
                        .with("Notes", notes(device))
                        .with("Manufacture", manufacture(device))
                        .with("Claimed", TimeText.full(device.claimedAt()))));
        add(new Panel(
                "Trust",
                new Facts()
                        .with(
                                "Health",
                                StatusBadge.ofHealth(device),
                                new Div(new Span(
                                        device.block() == null
                                                ? StatusBadge.meaning(device.health())
                                                : "An operator blocked it: it cannot connect.")))
                        .with("Since", TimeText.full(device.trustSince(), "–"))
                        .with("Last attestation", TimeText.full(device.lastAttestation(), "never"))
                        .with("Last contact", TimeText.full(device.lastSeen(), "never"))
                        .with("Key exchange", keyExchange(device))
                        .with("Blocked", blocked(device.block()))
                        .with(
                                device.certificateExpires() == null ? "Certificate" : "Certificate expires",
                                with(
                                        TimeText.full(device.certificateExpires(), "none"),
                                        device.block() != null && device.certificateExpires() != null,
                                        "On hold while the device is blocked"))));
        add(new Panel(
                "Software",
                new Facts()
                        .with(
                                "Update",
                                with(
                                        StatusBadge.ofUpdate(device),
                                        StatusBadge.isHeldBack(device),
                                        StatusBadge.WHY_HELD))
                        .with("Operating system", device.osVersion())
                        .with("Applications", applications(device))
                        .with(
                                "Capabilities",
                                device.capabilities().isEmpty() ? "none" : String.join(", ", device.capabilities()))
                        .with("Available operating system", device.lastAvailableOsVersion())
                        .with("Installed manifest", new Code(manifest(device.installedManifest())))
                        .with("Wanted manifest", new Code(manifest(device.targetManifest())))));
    }

    private static Component listed(String catalog, DeviceQuery devices, String words) {
        return new Anchor(Links.devices(catalog, devices.toParameters()), words);
    }

    private static Component[] tags(String catalog, DeviceView device) {
        return device.tags().isEmpty()
                ? new Component[] {new Span("none")}
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
        return Styled.as("hf-notes", new Div(device.notes().isEmpty() ? "none" : device.notes()));
    }

    private static String manufacture(DeviceView device) {
        return device.manufacturingState().isEmpty() ? "not attested yet" : device.manufacturingState();
    }

    private static String applications(DeviceView device) {
        return device.applications().isEmpty()
                ? "none attested"
                : device.applications().stream()
                        .map(one ->
                                (one.name().isEmpty() ? one.component() : one.name()) + ", version " + one.version())
                        .collect(Collectors.joining("; "));
    }

    private static Component[] blocked(@Nullable Block block) {
        return block == null
                ? new Component[] {new Span("no")}
                : with(TimeText.full(block.at()), true, "by " + block.by() + ": " + block.reason());
    }

    /** Puts words below a component, if {@code said}. */
    private static Component[] with(Component component, boolean said, String words) {
        return said ? new Component[] {component, new Div(new Span(words))} : new Component[] {component};
    }

    /** With what a quantum computer could not undo one day, or without. */
    private static String keyExchange(DeviceView device) {
        return switch (device.keyExchange()) {
            case "UNKNOWN" -> "not known yet";
            case "X25519MLKEM768" -> "X25519MLKEM768 (post-quantum)";
            default -> device.keyExchange() + " (not post-quantum)";
        };
    }

    private static String manifest(long version) {
        return version == 0 ? "none" : Long.toString(version);
    }

    /** Says why a device is trusted or not, and for how long already. */
    static String sentence(DeviceView device) {
        Block block = device.block();
        return block == null ? trustReason(device) : "Blocked by " + block.by() + ": " + block.reason();
    }

    private static String trustReason(DeviceView device) {
        String reason = device.trust() == Trust.TRUSTED ? "Runs what it should" : reason(device);
        if (device.trustSince() == null) {
            return reason;
        }
        Duration duration = Duration.between(device.trustSince(), Instant.now());
        String length = TimeText.length(duration.isNegative() ? Duration.ZERO : duration);
        return reason + (reason.endsWith(".") ? " For " : ", for ") + length;
    }

    private static String reason(DeviceView device) {
        return device.reason().isEmpty() ? StatusBadge.word(device.trust()) : device.reason();
    }

    /** All 128 digits may break over lines. */
    private static Code id(DeviceView device) {
        Code id = new Code(device.id().text());
        id.addClassName("hf-device-id");
        return id;
    }
}
