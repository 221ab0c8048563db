package dev.holdfast.ui.fake;

import dev.holdfast.contract.id.ComponentId;
import dev.holdfast.contract.id.DeviceId;
import dev.holdfast.contract.id.ImageId;
import dev.holdfast.contract.operator.catalog.VerifierOutage;
import dev.holdfast.contract.operator.device.DeviceView;
import dev.holdfast.contract.operator.device.Trust;
import dev.holdfast.contract.operator.reference.FeedRelease;
import dev.holdfast.contract.operator.reference.ReferenceImport;
import dev.holdfast.contract.operator.reference.ReferenceImportResult;
import dev.holdfast.contract.operator.reference.ReferenceOrigin;
import dev.holdfast.contract.operator.reference.ReferencePage;
import dev.holdfast.contract.operator.reference.ReferenceStanding;
import dev.holdfast.contract.operator.reference.ReferenceValueView;
import dev.holdfast.contract.operator.reference.RetirementPreview;
import dev.holdfast.contract.operator.suspicion.SuspicionKind;
import dev.holdfast.contract.operator.suspicion.SuspicionView;
import dev.holdfast.contract.problem.Problem;
import dev.holdfast.contract.problem.Problem.FieldError;
import dev.holdfast.contract.problem.ProblemType;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What Contoso Appliances knows to be good, and what it wonders about. */
public final class FakeTrust {
    private final FakeFleet fleet;

    /** Makes it for the devices of a fleet. */
    public FakeTrust(FakeFleet fleet) {
        this.fleet = fleet;
    }

    /** Returns the reference values, by type and name, the newest of a component first. */
    public List<ReferenceValueView> values() {
        List<ReferenceValueView> values = new ArrayList<>();
        values.add(value("Applications", "toaster-control", 15, ReferenceStanding.TENTATIVE, false));
        values.add(value("Applications", "toaster-control", 14, ReferenceStanding.PERMANENT, true));
        values.add(value("Applications", "toaster-control", 13, ReferenceStanding.PERMANENT, false));
        values.add(value("Applications", "toaster-control", 12, ReferenceStanding.RETIRED, false));
        values.add(value("Applications", "kettle-control", 4, ReferenceStanding.PERMANENT, true));
        for (String type : FakeAttestations.BOOT_CHAIN) {
            values.add(value(type, FakeAttestations.name(type), 7, ReferenceStanding.PERMANENT, true));
            values.add(value(type, FakeAttestations.name(type), 6, ReferenceStanding.PERMANENT, false));
        }
        return values;
    }

    /** Returns those that match, as the operator API does; all of them on one page. */
    public ReferencePage page(
            @Nullable String text, @Nullable ReferenceOrigin origin, @Nullable ReferenceStanding standing) {
        List<ReferenceValueView> found = values().stream()
                .filter(value -> origin == null || value.origin() == origin)
                .filter(value -> text == null || words(value).contains(text.toLowerCase(Locale.ROOT)))
                .toList();
        Map<ReferenceStanding, Long> standings =
                found.stream().collect(Collectors.groupingBy(ReferenceValueView::standing, Collectors.counting()));
        List<ReferenceValueView> shown = found.stream()
                .filter(value -> standing == null || value.standing() == standing)
                .toList();
        return new ReferencePage(shown, shown.size(), standings);
    }

    private static String words(ReferenceValueView value) {
        return String.join(
                        " ",
                        value.name(),
                        value.type(),
                        value.component().text(),
                        value.image().text(),
                        value.digest().hex(),
                        value.origin().name())
                .toLowerCase(Locale.ROOT);
    }

    private static ReferenceValueView value(
            String type, String name, long version, ReferenceStanding standing, boolean current) {
        boolean application = type.equals("Applications");
        boolean retired = standing == ReferenceStanding.RETIRED;
        String seed = name + type + version;
        return new ReferenceValueView(
                type,
                new ComponentId(id(name + type)),
                new ImageId(id(seed)),
                name,
                FakeFleet.digest(seed),
                version,
                application
                        ? (name.startsWith("kettle") ? ReferenceOrigin.IMPORT : ReferenceOrigin.UPLOAD)
                        : ReferenceOrigin.FEED,
                FakeFleet.ago(application ? (16 - version) * 20.0 : (8 - version) * 44.0),
                application ? "pavel" : "",
                standing,
                current,
                retired ? FakeFleet.ago(5) : null,
                retired ? "olivia" : "",
                retired ? "The web server in it can be crashed from outside" : "",
                application
                        ? List.of()
                        : List.of(new FeedRelease(
                                id("release" + version),
                                "MT3620AN",
                                version == 7 ? "24.10" : "24.08",
                                "Retail",
                                false)));
    }

    /** Names the application that most devices run, as addresses do. */
    public String currentApplication() {
        ReferenceValueView value = values().get(1);
        return value.component().text() + "." + value.image().text();
    }

    /** Returns what retiring a value would do. */
    public RetirementPreview preview(String image) {
        boolean wide = values().stream()
                .anyMatch(value -> value.image().text().equals(image) && value.securityVersion() == 14);
        return wide ? new RetirementPreview(180, 172) : new RetirementPreview(0, 0);
    }

    /** Imports lines; a line with {@code nonsense} in it is refused by its number. */
    public Object importLines(String lines) {
        List<FieldError> errors = new ArrayList<>();
        List<String> all = lines.lines().toList();
        if (!all.getFirst().equals(ReferenceImport.HEADER)) {
            errors.add(new FieldError("line 1", "must be " + ReferenceImport.HEADER));
        }
        for (int index = 1; index < all.size(); index++) {
            if (all.get(index).contains("nonsense")) {
                errors.add(new FieldError(
                        "line " + (index + 1), "the digest has 8 characters; it must have 64 hex digits"));
            }
        }
        return errors.isEmpty()
                ? new ReferenceImportResult(all.size() - 1, 0)
                : new Problem(
                        ProblemType.INVALID_REQUEST.uri(),
                        ProblemType.INVALID_REQUEST.title(),
                        ProblemType.INVALID_REQUEST.status(),
                        "Nothing was imported. Correct these lines and import all of them again.",
                        "req-5ad1",
                        errors);
    }

    /** Returns suspicions that are open, dismissed or of a kind if a filter says so, newest first. */
    public List<SuspicionView> suspicions(String filter) {
        List<DeviceView> untrusted = fleet.devices().stream()
                .filter(device -> device.trust() == Trust.UNTRUSTED)
                .toList();
        return List.of(
                        suspicion(
                                untrusted.get(0).id(),
                                SuspicionKind.TWO_PLACES,
                                14,
                                "Within minutes it attested from 10.31.4 in boot 412, from 203.0.113 in boot 97, and from 10.31.4 in boot"
                                        + " 412 again.",
                                null),
                        suspicion(
                                untrusted.get(0).id(),
                                SuspicionKind.BOOT_FORKED,
                                3,
                                "Boot 412 measured two different kernels.",
                                null),
                        suspicion(
                                untrusted.get(1).id(),
                                SuspicionKind.COUNTER_WENT_BACK,
                                1,
                                "The boot counter went from 511 to 87.",
                                null),
                        suspicion(
                                untrusted.get(2).id(),
                                SuspicionKind.EVIDENCE_TOO_OLD,
                                1,
                                "The nonce ended 3 hours before.",
                                "Lab device on a slow link"))
                .stream()
                .filter(suspicion -> !filter.contains("is:open") || suspicion.dismissedAt() == null)
                .filter(suspicion -> !filter.contains("is:dismissed") || suspicion.dismissedAt() != null)
                .filter(suspicion ->
                        !filter.contains("kind:two-places") || suspicion.kind() == SuspicionKind.TWO_PLACES)
                .toList();
    }

    /** Returns those about a device. */
    public List<SuspicionView> suspicionsOf(String device) {
        return suspicions("").stream()
                .filter(suspicion -> suspicion.device().text().equals(device))
                .toList();
    }

    private static SuspicionView suspicion(
            DeviceId device, SuspicionKind kind, long count, String detail, @Nullable String dismissed) {
        return new SuspicionView(
                device,
                kind,
                FakeFleet.ago(0.4),
                FakeFleet.ago(0.01),
                count,
                detail,
                "203.0.113.77",
                dismissed == null ? null : FakeFleet.ago(0.005),
                dismissed == null ? "" : "olivia",
                dismissed == null ? "" : dismissed);
    }

    /** Returns when Holdfast itself was down. */
    public static List<VerifierOutage> outages() {
        return List.of(new VerifierOutage(FakeFleet.ago(0.32), FakeFleet.ago(0.3)));
    }

    private static UUID id(String name) {
        return UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8));
    }
}
