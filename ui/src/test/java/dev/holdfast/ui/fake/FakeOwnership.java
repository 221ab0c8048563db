package dev.holdfast.ui.fake;

import dev.holdfast.contract.id.DeviceId;
import dev.holdfast.contract.id.Digest;
import dev.holdfast.contract.operator.Reason;
import dev.holdfast.contract.operator.claim.DepartedDeviceView;
import dev.holdfast.contract.operator.claim.UnclaimRequest;
import dev.holdfast.contract.operator.claim.UnclaimResult;
import dev.holdfast.contract.operator.manufacturer.ChipRevocation;
import dev.holdfast.contract.operator.manufacturer.EndorsementImport;
import dev.holdfast.contract.operator.manufacturer.ManufacturerKeyView;
import dev.holdfast.contract.operator.manufacturer.ManufacturerView;
import dev.holdfast.contract.operator.manufacturer.RevocationImpact;
import dev.holdfast.contract.operator.manufacturer.RevocationResult;
import dev.holdfast.contract.operator.transfer.NewTransfer;
import dev.holdfast.contract.operator.transfer.TransferAcceptance;
import dev.holdfast.contract.operator.transfer.TransferDetail;
import dev.holdfast.contract.operator.transfer.TransferView;
import dev.holdfast.contract.operator.transfer.TransferView.Direction;
import dev.holdfast.contract.operator.transfer.TransferView.State;
import dev.holdfast.ui.claim.EndorsementClient;
import dev.holdfast.ui.client.ListRequest;
import dev.holdfast.ui.transfer.TransferClient;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** Manufacturers, transfers and departed devices (transferred or unclaimed). Records commands. */
public class FakeOwnership implements EndorsementClient, TransferClient {
    private final List<String> commands = new ArrayList<>();
    private final List<ManufacturerView> trusted = new ArrayList<>();
    private int scrapped = 1;

    /** Sets the number of departed devices that were unclaimed as scrap. */
    public void scrap(int devices) {
        scrapped = devices;
    }

    /** Returns the commands, such as {@code revoke contoso-silicon: reason}. */
    public List<String> commands() {
        return commands;
    }

    @Override
    public EndorsementImport importList(String list) {
        return FakeClaims.importList(list);
    }

    /** Adds the key files of a manufacturer. */
    public void trust(String manufacturer) {
        trusted.add(new ManufacturerView(
                manufacturer,
                ManufacturerView.State.TRUSTED,
                List.of(key(manufacturer, ManufacturerKeyView.Use.ENDORSEMENTS)),
                0,
                0,
                0,
                List.of(),
                null,
                null,
                null));
    }

    @Override
    public List<ManufacturerView> manufacturers() {
        return Stream.concat(known().stream(), trusted.stream()).toList();
    }

    private static List<ManufacturerView> known() {
        return List.of(
                new ManufacturerView(
                        FakeClaims.MANUFACTURER,
                        ManufacturerView.State.TRUSTED,
                        List.of(
                                key(FakeClaims.MANUFACTURER, ManufacturerKeyView.Use.ENDORSEMENTS),
                                key(FakeClaims.MANUFACTURER, ManufacturerKeyView.Use.OPERATING_SYSTEM)),
                        1_250,
                        412,
                        2,
                        List.of("MT3620AN"),
                        null,
                        null,
                        null),
                new ManufacturerView(
                        "fabrikam-chips",
                        ManufacturerView.State.REVOKED,
                        List.of(key("fabrikam-chips", ManufacturerKeyView.Use.ENDORSEMENTS)),
                        40,
                        0,
                        0,
                        List.of("FC-100"),
                        FakeFleet.now().minus(Duration.ofDays(3)),
                        "admin",
                        "Its signing key was on a stolen laptop"));
    }

    private static ManufacturerKeyView key(String manufacturer, ManufacturerKeyView.Use use) {
        String file = manufacturer + (use == ManufacturerKeyView.Use.ENDORSEMENTS ? ".pem" : "-os.pem");
        return new ManufacturerKeyView(
                use, file, Digest.sha256(file.getBytes(java.nio.charset.StandardCharsets.US_ASCII)));
    }

    @Override
    public RevocationImpact impact(String manufacturer) {
        return new RevocationImpact(
                1_250,
                412,
                List.of(
                        new RevocationImpact.OfCatalog(
                                "contoso",
                                "Contoso Appliances",
                                400,
                                381,
                                381,
                                FakeFleet.now().plus(Duration.ofHours(22))),
                        new RevocationImpact.OfCatalog("fabrikam", "Fabrikam Foods", 12, 0, 0, null)),
                List.of(
                        "These chips can no longer attest or be claimed. Gateways refuse their devices within seconds.",
                        "Relying parties accept existing certificates until they expire, within 24 hours."));
    }

    @Override
    public RevocationImpact impact(ChipRevocation chips) {
        return impact(FakeClaims.MANUFACTURER);
    }

    @Override
    public RevocationResult revoke(ChipRevocation chips) {
        commands.add("revoke " + chips.deviceIds().size() + " chips: " + chips.reason());
        return new RevocationResult(1, 1);
    }

    @Override
    public RevocationResult restore(ChipRevocation chips) {
        commands.add("restore " + chips.deviceIds().size() + " chips: " + chips.reason());
        return new RevocationResult(chips.deviceIds().size(), 0);
    }

    @Override
    public RevocationResult revoke(String manufacturer, Reason reason) {
        commands.add("revoke " + manufacturer + ": " + reason.reason());
        return new RevocationResult(1_250, 412);
    }

    @Override
    public RevocationResult restore(String manufacturer, Reason reason) {
        commands.add("restore " + manufacturer + ": " + reason.reason());
        return new RevocationResult(40, 0);
    }

    @Override
    public RestResponse<List<TransferView>> transfers(String catalog, ListRequest request) {
        return FakePages.of(
                find(catalog, request.filter() == null ? "" : request.filter()), request.cursor(), request.limit());
    }

    /**
     * Returns the transfers that match {@code direction:incoming}, {@code direction:outgoing}, {@code is:open} and {@code to:northwind}.
     */
    private List<TransferView> find(String catalog, String filter) {
        return transfers(catalog).stream()
                .filter(one -> !filter.contains("direction:incoming") || one.direction() == Direction.INCOMING)
                .filter(one -> !filter.contains("direction:outgoing") || one.direction() == Direction.OUTGOING)
                .filter(one -> !filter.contains("is:open") || one.state() == State.OPEN)
                .filter(one -> !filter.contains("to:northwind") || one.to().equals("northwind"))
                .toList();
    }

    private static List<TransferView> transfers(String catalog) {
        return catalog.equals("fabrikam")
                ? List.of()
                : List.of(
                        transfer(
                                1,
                                Direction.INCOMING,
                                State.OPEN,
                                "litware",
                                24,
                                "Ovens of the plant in Turin, as agreed"),
                        transfer(2, Direction.OUTGOING, State.OPEN, "northwind", 3, "Loaned for the trade fair"),
                        transfer(3, Direction.INCOMING, State.DECLINED, "litware", 26, "Ovens of the plant in Turin"),
                        transfer(4, Direction.OUTGOING, State.ACCEPTED, "northwind", 120, "The toaster line was sold"));
    }

    /** Returns a transfer that was offered {@code number} days ago, from or to the catalog {@code other}. */
    private static TransferView transfer(
            int number, Direction direction, State state, String other, int devices, String note) {
        Instant offered = FakeFleet.now().minus(Duration.ofDays(number));
        boolean open = state == State.OPEN;
        return new TransferView(
                new UUID(0, number),
                direction,
                direction == Direction.INCOMING ? other : "contoso",
                direction == Direction.INCOMING ? "contoso" : other,
                devices,
                note,
                state,
                offered,
                direction == Direction.INCOMING ? "lena" : "olivia",
                offered.plus(Duration.ofDays(7)),
                open ? null : offered.plus(Duration.ofHours(5)),
                open ? null : "olivia");
    }

    @Override
    public TransferDetail offer(String catalog, NewTransfer transfer) {
        commands.add("offer " + transfer.deviceIds().size() + " to " + transfer.to() + " for "
                + transfer.expiresInDays() + " days: " + transfer.note());
        return detail(2);
    }

    @Override
    public TransferDetail accept(String catalog, UUID transfer, TransferAcceptance where) {
        commands.add(
                "accept " + transfer.getLeastSignificantBits() + " into " + where.product() + " / " + where.group());
        return detail(1);
    }

    @Override
    public TransferDetail withdraw(String catalog, UUID transfer, Reason reason) {
        commands.add("withdraw " + transfer.getLeastSignificantBits() + ": " + reason.reason());
        return detail(2);
    }

    @Override
    public TransferDetail decline(String catalog, UUID transfer, Reason reason) {
        commands.add("decline " + transfer.getLeastSignificantBits() + ": " + reason.reason());
        return detail(1);
    }

    /** Returns the transfer with this number, from 1, and a voucher that is no valid JWS. */
    private TransferDetail detail(int number) {
        return new TransferDetail(transfers("contoso").get(number - 1), List.of(), "a.b.c");
    }

    /** Unclaims two devices and refuses the others. */
    @Override
    public UnclaimResult unclaim(String catalog, UnclaimRequest request) {
        commands.add("unclaim " + request.deviceIds().size() + ": " + request.reason());
        List<UnclaimResult.Refusal> refused = request.deviceIds().stream()
                .skip(2)
                .map(device -> new UnclaimResult.Refusal(
                        device, UnclaimResult.Code.ON_OFFER, UnclaimResult.Code.ON_OFFER.reason()))
                .toList();
        return new UnclaimResult(request.deviceIds().size() - refused.size(), refused);
    }

    @Override
    public RestResponse<List<DepartedDeviceView>> departed(String catalog, ListRequest request) {
        if (catalog.equals("fabrikam")) {
            return FakePages.of(List.of(), request.cursor(), request.limit());
        }
        List<DepartedDeviceView> all = Stream.concat(
                        Stream.of(departed(
                                FakeClaims.chips(1).getFirst(),
                                "kitchen-7",
                                DepartedDeviceView.Departure.TRANSFERRED,
                                "Transferred to catalog northwind: The toaster line was sold",
                                new UUID(0, 4))),
                        FakeClaims.chips(scrapped + 1).stream()
                                .skip(1)
                                .map(chip -> departed(
                                        chip,
                                        "",
                                        DepartedDeviceView.Departure.UNCLAIMED,
                                        "Scrapped after water damage",
                                        null)))
                .toList();
        return FakePages.of(all, request.cursor(), request.limit());
    }

    /** Returns a departed device. {@code transfer} is null for an unclaimed device. */
    private static DepartedDeviceView departed(
            DeviceId id, String name, DepartedDeviceView.Departure departure, String reason, @Nullable UUID transfer) {
        Instant left = FakeFleet.now().minus(Duration.ofDays(4));
        return new DepartedDeviceView(
                id,
                name,
                "Toaster",
                "Production",
                left.minus(Duration.ofDays(200)),
                left,
                departure,
                reason,
                "olivia",
                transfer);
    }
}
