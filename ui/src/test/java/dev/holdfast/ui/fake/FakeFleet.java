package dev.holdfast.ui.fake;

import dev.holdfast.contract.id.ComponentId;
import dev.holdfast.contract.id.DeviceId;
import dev.holdfast.contract.id.Digest;
import dev.holdfast.contract.id.ImageId;
import dev.holdfast.contract.id.P256PublicKey;
import dev.holdfast.contract.operator.catalog.Attention;
import dev.holdfast.contract.operator.catalog.Overview;
import dev.holdfast.contract.operator.catalog.VerifierOutage;
import dev.holdfast.contract.operator.deployment.DeploymentView;
import dev.holdfast.contract.operator.device.Block;
import dev.holdfast.contract.operator.device.DeviceApplication;
import dev.holdfast.contract.operator.device.DeviceFields;
import dev.holdfast.contract.operator.device.DevicePage;
import dev.holdfast.contract.operator.device.DevicePin;
import dev.holdfast.contract.operator.device.DeviceRollout;
import dev.holdfast.contract.operator.device.DeviceUpdate;
import dev.holdfast.contract.operator.device.DeviceView;
import dev.holdfast.contract.operator.device.Health;
import dev.holdfast.contract.operator.device.Trust;
import dev.holdfast.contract.operator.device.UpdateState;
import dev.holdfast.contract.operator.filter.Filter;
import dev.holdfast.contract.operator.filter.FilterException;
import dev.holdfast.contract.operator.filter.FilterReader;
import dev.holdfast.contract.operator.image.ImageView;
import dev.holdfast.contract.operator.product.DeletionImpact;
import dev.holdfast.contract.operator.product.DeviceGroupView;
import dev.holdfast.contract.operator.product.NoGroup;
import dev.holdfast.contract.operator.product.ProductView;
import dev.holdfast.contract.operator.product.UpdatePolicyName;
import dev.holdfast.contract.operator.rollout.RolloutStatus;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Contoso Appliances: 240 toasters and kettles, most of them healthy. */
public final class FakeFleet {
    /** Overview of a catalog without devices. */
    static final Overview EMPTY =
            new Overview(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, List.of(), List.of(), 0, 0, 0, 0, List.of(), false, List.of());

    /** The index of the blocked device. */
    private static final int BLOCKED = 20;

    /** The index of a device of Toaster / Production that its rollout has not opened. */
    private static final int WAITING = 44;

    /** The index of the pinned device. */
    private static final int PINNED = 48;

    /** The index of a device of Toaster / Production that an update policy holds. */
    private static final int HELD_BY_POLICY = 52;

    /** The index of a device of Toaster / Production that is exempt from the running rollout. */
    private static final int EXEMPT = 60;

    private static final String UNKNOWN_APP =
            "The application toaster-control is none of the images that were uploaded";
    private static final String OLD_OS = "The operating system is older than the newest release";
    private static final List<String> GROUPS =
            List.of("Development", "Field Test", "Field Test OS Evaluation", "Production", "Production OS Evaluation");

    private final List<DeviceView> devices = new ArrayList<>();
    private final List<ImageView> images = new ArrayList<>();

    /** Makes the fleet. */
    public FakeFleet() {
        for (int index = 0; index < 240; index++) {
            devices.add(device(index));
        }
        images.add(image("toaster-control", "Applications", 14, Duration.ofHours(3), "pavel"));
        images.add(image("toaster-control", "Applications", 13, Duration.ofDays(21), "pavel"));
        images.add(image("kettle-control", "Applications", 4, Duration.ofDays(30), "pavel"));
        for (String type : FakeAttestations.BOOT_CHAIN) {
            images.add(image(FakeAttestations.name(type), type, 7, Duration.ofDays(44), "admin"));
        }
    }

    /**
     * Returns the devices that match all words and all terms of a filter: {@code is}, {@code product} and {@code group}. A term with
     * another field matches no device.
     */
    public List<DeviceView> find(@Nullable String filter) {
        List<Filter.Term> terms;
        try {
            terms = FilterReader.read(filter == null ? "" : filter, DeviceFields.VOCABULARY)
                    .terms();
        } catch (FilterException e) {
            throw new IllegalArgumentException(e);
        }
        return devices.stream()
                .filter(device -> terms.stream().allMatch(term -> matches(device, term)))
                .toList();
    }

    private static boolean matches(DeviceView device, Filter.Term term) {
        if (term instanceof Filter.Field field) {
            List<String> values =
                    field.values().stream().map(Filter.Value::operand).toList();
            return switch (field.field()) {
                case "is" -> values.contains(health(device)) || (values.contains("blocked") && device.block() != null);
                case "product" -> values.contains(device.product());
                case "group" -> values.contains(device.group());
                case "update" ->
                    values.contains(device.update()
                            .state()
                            .name()
                            .toLowerCase(Locale.ROOT)
                            .replace('_', '-'));
                case "rollout" ->
                    device.update().rollout() != null
                            && values.contains(device.update().rollout().id().toString());
                case "phase" ->
                    device.update().rollout() != null
                            && values.contains(
                                    String.valueOf(device.update().rollout().phase()));
                default -> false;
            };
        }
        String words = ((Filter.Words) term).words().toLowerCase(Locale.ROOT);
        return String.join(" ", device.id().text(), device.name(), device.reason(), device.reasonCode())
                .toLowerCase(Locale.ROOT)
                .contains(words);
    }

    private static String health(DeviceView device) {
        return device.health() == Health.FAILED
                ? "untrusted"
                : device.health().name().toLowerCase(Locale.ROOT);
    }

    /** Returns a page of devices. The cursor is the number of devices before it. */
    public static DevicePage page(List<DeviceView> found, @Nullable String cursor, int limit) {
        int from = Math.min(cursor == null ? 0 : Integer.parseInt(cursor), found.size());
        int until = Math.min(from + limit, found.size());
        return new DevicePage(
                found.subList(from, until), found.size(), false, until < found.size() ? Integer.toString(until) : null);
    }

    /** Returns every device. */
    public List<DeviceView> devices() {
        return devices;
    }

    /** Returns a device without a group that never connected. */
    public DeviceView justClaimed() {
        return devices.stream()
                .filter(device -> device.lastSeen() == null)
                .findFirst()
                .orElseThrow();
    }

    /** Returns the device that waits for a phase of the running rollout. */
    public DeviceView waiting() {
        return devices.get(WAITING);
    }

    public DeviceView pinned() {
        return devices.get(PINNED);
    }

    public DeviceView exempt() {
        return devices.get(EXEMPT);
    }

    public DeviceView heldByPolicy() {
        return devices.get(HELD_BY_POLICY);
    }

    /** Returns the images, newest first. */
    public List<ImageView> images() {
        return images;
    }

    /** Returns the images that match a filter: either {@code type:} with types separated by commas, or a part of the name. */
    public List<ImageView> images(String filter) {
        return images.stream()
                .filter(image -> filter.startsWith("type:")
                        ? List.of(filter.substring("type:".length())
                                        .toLowerCase(Locale.ROOT)
                                        .split(","))
                                .contains(image.type().toLowerCase(Locale.ROOT))
                        : image.name().contains(filter))
                .toList();
    }

    /** Returns the products. */
    public List<ProductView> products() {
        return List.of(
                new ProductView("Toaster", "Four slices, Wi-Fi, sold since 2019", count("Toaster", ""), ago(900)),
                new ProductView("Kettle", "One litre and a half", count("Kettle", ""), ago(400)));
    }

    /** Returns the five groups of a product. */
    public List<DeviceGroupView> groups(String product) {
        return GROUPS.stream()
                .map(name -> new DeviceGroupView(
                        id(product + name),
                        product,
                        name,
                        name.startsWith("Production") ? "Devices at customers" : "Devices of our own",
                        name.endsWith("Evaluation") ? "RetailEval" : "Retail",
                        name.equals("Development") ? "No3rdPartyAppUpdates" : "UpdateAll",
                        name.equals("Development") ? "Enabled" : "Disabled",
                        product.equals("Kettle") ? "EU" : "None",
                        count(product, name),
                        !name.equals("Development"),
                        false,
                        name.equals("Production OS Evaluation"),
                        "Europe/Amsterdam",
                        false))
                .toList();
    }

    /** Returns the effect of deleting a group, or a product with its five groups. */
    public static DeletionImpact deletion(boolean ofGroup) {
        return new DeletionImpact(
                0,
                ofGroup ? 1 : 5,
                2,
                1,
                0,
                1,
                List.of(
                        "Only products and groups without devices can be deleted. Move or unclaim the devices first.",
                        "The deployments and their history are deleted. Images are kept.",
                        "Roles and tokens that are limited to the product or group end.",
                        "The audit log keeps a record. This cannot be undone."));
    }

    /** Returns the deployments, newest first. */
    public List<DeploymentView> deployments() {
        ImageView app = images.getFirst();
        return List.of(
                deployment("Toaster", "Production", 31, true, app, Duration.ofMinutes(40), 144, 26, 9, 106, 3),
                deployment("Toaster", "Field Test", 12, true, app, Duration.ofHours(3), 24, 0, 0, 24, 0),
                deployment("Toaster", "Production", 30, false, images.get(1), Duration.ofDays(21), 144, 0, 0, 144, 0));
    }

    /** Returns the overview of the catalog. */
    public Overview overview() {
        return overview(false);
    }

    Overview overview(boolean diskNearlyFull) {
        return new Overview(
                devices.size(),
                count(Trust.TRUSTED),
                count(Trust.OUTDATED),
                count(Trust.UNTRUSTED),
                count(Trust.UNKNOWN),
                4,
                2,
                images.size(),
                images.size(),
                3,
                List.of(
                        new Attention(
                                UNKNOWN_APP, Trust.UNTRUSTED, "measurement-unknown", count(Trust.UNTRUSTED), ago(0.12)),
                        new Attention(OLD_OS, Trust.OUTDATED, "os-outdated", count(Trust.OUTDATED), ago(2)),
                        new Attention(
                                "The certificate expired and the device has not come back",
                                Trust.UNKNOWN,
                                "certificate-expired",
                                count(Trust.UNKNOWN),
                                ago(5))),
                FakeAudit.entries().subList(0, 6),
                devices.stream()
                        .filter(device -> device.health() == Health.UNREACHABLE)
                        .count(),
                2,
                devices.stream().filter(device -> device.block() != null).count(),
                0,
                outages(),
                diskNearlyFull,
                List.of());
    }

    /** Returns the outages of Holdfast. */
    static List<VerifierOutage> outages() {
        return List.of(new VerifierOutage(ago(0.32), ago(0.3)));
    }

    /** Returns the current time in whole minutes, so that two reads mostly return the same. */
    public static Instant now() {
        return Instant.now().truncatedTo(ChronoUnit.MINUTES);
    }

    /** Returns the time some days ago. A fraction is a part of a day. */
    static Instant ago(double days) {
        return now().minusMillis((long) (days * Duration.ofDays(1).toMillis()));
    }

    /** Returns a digest of a name. */
    static Digest digest(String name) {
        return Digest.sha256(name.getBytes(StandardCharsets.UTF_8));
    }

    private static UUID id(String name) {
        return UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8));
    }

    private long count(Trust trust) {
        return devices.stream().filter(device -> device.trust() == trust).count();
    }

    private long count(String product, String group) {
        return devices.stream()
                .filter(device -> device.product().equals(product))
                .filter(device -> group.isEmpty() || device.group().equals(group))
                .count();
    }

    /**
     * Returns a device. The remainders of its index decide trust, product, group and update, so that each value occurs. Device 71 was just
     * claimed and never connected.
     */
    private static DeviceView device(int index) {
        Trust trust = index % 41 == 5
                ? Trust.UNTRUSTED
                : index % 31 == 7 ? Trust.OUTDATED : index % 60 == 11 ? Trust.UNKNOWN : Trust.TRUSTED;
        boolean kettle = index % 4 == 3;
        boolean justClaimed = index == 71;
        UpdateState update = kettle
                ? UpdateState.ATTESTED
                : switch (index % 11) {
                    case 3 -> UpdateState.OFFERED;
                    case 7 -> UpdateState.INSTALLED;
                    default -> index == 42 ? UpdateState.FAILED : UpdateState.ATTESTED;
                };
        String reason = switch (trust) {
            case TRUSTED -> "";
            case UNTRUSTED -> UNKNOWN_APP;
            case OUTDATED -> OLD_OS;
            case UNKNOWN -> justClaimed ? "" : "The certificate expired and the device has not come back";
        };
        String code = switch (trust) {
            case TRUSTED -> "";
            case UNTRUSTED -> "measurement-unknown";
            case OUTDATED -> "os-outdated";
            case UNKNOWN -> justClaimed ? "" : "certificate-expired";
        };
        return new DeviceView(
                deviceId(),
                index % 9 == 0 ? "Breakfast room " + (index + 1) : "",
                justClaimed ? NoGroup.NAME : kettle ? "Kettle" : "Toaster",
                justClaimed ? NoGroup.NAME : GROUPS.get(index % 5 == 1 ? 1 : 3),
                trust,
                reason,
                code,
                justClaimed ? null : ago(0.1 + index % 13),
                justClaimed
                        ? new DeviceUpdate(UpdateState.NOT_TARGETED, null, "", 0, 0)
                        : update(index, trust == Trust.UNTRUSTED && !kettle ? UpdateState.HELD : update, code),
                justClaimed ? "" : trust == Trust.OUTDATED ? "24.08" : "24.10",
                justClaimed ? null : ago(trust == Trust.UNKNOWN ? 5 : (index % 50) / 1440.0),
                justClaimed ? null : ago(trust == Trust.UNKNOWN ? 6 : (index % 20) / 24.0),
                justClaimed ? null : now().plus(Duration.ofHours(trust == Trust.UNKNOWN ? -120 : 4 + index % 20)),
                ago(100 + index),
                justClaimed ? "" : "24.10",
                health(trust, justClaimed),
                justClaimed ? "UNKNOWN" : index % 7 == 0 ? "X25519" : "X25519MLKEM768",
                index == BLOCKED ? new Block(ago(0.2), "olivia", "Stolen with the van") : null,
                index % 9 == 0 ? List.of("kitchen", "site:north") : index % 5 == 0 ? List.of("lab") : List.of(),
                index % 9 == 0 ? "Bought second-hand.\nThe lever sticks." : "",
                justClaimed
                        ? List.of()
                        : List.of(new DeviceApplication(
                                kettle ? "kettle-control" : "toaster-control",
                                "5c4e6f52-58a1-4b0c-9f3e-0a4c1b6f7d21",
                                7)),
                List.of(),
                justClaimed ? "" : "DEVICE_COMPLETE");
    }

    private static DeviceUpdate update(int index, UpdateState state, String code) {
        return switch (index) {
            case WAITING ->
                new DeviceUpdate(
                        UpdateState.WAITING_FOR_PHASE,
                        ago(0.3),
                        "",
                        null,
                        null,
                        31,
                        31,
                        new DeviceRollout(FakeRollouts.id(RolloutStatus.RUNNING), null, false, true),
                        null,
                        null);
            case EXEMPT ->
                new DeviceUpdate(
                        UpdateState.NOT_TARGETED,
                        null,
                        "",
                        null,
                        null,
                        31,
                        31,
                        new DeviceRollout(FakeRollouts.id(RolloutStatus.RUNNING), null, true, true),
                        null,
                        null);
            case PINNED ->
                new DeviceUpdate(
                        UpdateState.HELD,
                        ago(0.3),
                        "pinned",
                        null,
                        null,
                        31,
                        30,
                        new DeviceRollout(FakeRollouts.id(RolloutStatus.RUNNING), null, false, true),
                        new DevicePin(ago(0.2), "olivia", "Runs the demo on Friday"),
                        null);
            case HELD_BY_POLICY ->
                new DeviceUpdate(
                        UpdateState.HELD,
                        ago(0.3),
                        "update/catalog",
                        null,
                        null,
                        31,
                        30,
                        null,
                        null,
                        new UpdatePolicyName("update/catalog", "Change freeze"));
            default -> update(state, code);
        };
    }

    private static DeviceUpdate update(UpdateState state, String code) {
        String why = switch (state) {
            case HELD -> code;
            case FAILED -> "image-rolled-back";
            default -> "";
        };
        return new DeviceUpdate(state, ago(0.3), why, 31, state == UpdateState.ATTESTED ? 31 : 30);
    }

    private static Health health(Trust trust, boolean justClaimed) {
        return switch (trust) {
            case TRUSTED -> Health.TRUSTED;
            case OUTDATED -> Health.OUTDATED;
            case UNTRUSTED -> Health.FAILED;
            case UNKNOWN -> justClaimed ? Health.UNKNOWN : Health.UNREACHABLE;
        };
    }

    private static DeviceId deviceId() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            return new DeviceId(
                    P256PublicKey.of((ECPublicKey) generator.generateKeyPair().getPublic()));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("P-256 is not available", e);
        }
    }

    private static ImageView image(String name, String type, long version, Duration age, String by) {
        String seed = name + type + version;
        return new ImageView(
                new ImageId(id(seed)),
                new ComponentId(id(name + type)),
                type,
                name,
                131_072 + 4_096L * seed.length(),
                digest(seed),
                version,
                now().minus(age).minus(Duration.ofHours(2)),
                now().minus(age),
                by);
    }

    /**
     * Returns a deployment.
     *
     * @param manifest version of the manifest set
     * @param current whether this is the newest deployment of the group
     * @param age time since the start
     * @param targeted number of devices in the group, the sum of the following numbers
     */
    private static DeploymentView deployment(
            String product,
            String group,
            long manifest,
            boolean current,
            ImageView image,
            Duration age,
            long targeted,
            long pending,
            long installed,
            long attested,
            long failed) {
        return new DeploymentView(
                id(product + group + manifest),
                product,
                group,
                manifest,
                current,
                List.of(image),
                now().minus(age),
                "pavel",
                targeted,
                pending,
                installed,
                attested,
                failed,
                null,
                null,
                null,
                null,
                null);
    }
}
