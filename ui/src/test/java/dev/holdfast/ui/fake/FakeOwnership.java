package dev.holdfast.ui.fake;

import dev.holdfast.contract.id.DeviceId;
import dev.holdfast.contract.id.Digest;
import dev.holdfast.contract.operator.Reason;
import dev.holdfast.contract.operator.claim.DepartedDevicePage;
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

/** Manufacturers, claim challenges, transfers and departures as the operator API answers them; remembers what was asked of it. */
public class FakeOwnership implements EndorsementClient, TransferClient {
    private final List<String> acts = new ArrayList<>();
    private int scrapped = 1;

    /** Says how many devices were scrapped. */
    public void scrap(int devices) {
        scrapped = devices;
    }

    /** Returns what was asked for, such as {@code revoke contoso-silicon: reason}. */
    public List<String> acts() {
        return acts;
    }

    @Override
    public EndorsementImport importList(String list) {
        return FakeClaims.importList(list);
    }

    @Override
    public List<ManufacturerView> manufacturers() {
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
                        FakeFleet.now().minus(Duration.ofDays(3)),
                        "admin",
                        "Its signing key was on a stolen laptop"));
    }

    private static ManufacturerKeyView key(String manufacturer, ManufacturerKeyView.Use use) {
        String file = manufacturer + (use == ManufacturerKeyView.Use.ENDORSEMENTS ? ".pem" : "-os.pem");
        return new ManufacturerKeyView(use, file, Digest.sha256(file.getBytes(java.nio.charset.StandardCharsets.US_ASCII)));
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
                        "These chips attest no longer and cannot be claimed. Gateways refuse their devices within seconds.",
                        "Certificates that they have already stay valid for relying parties until they expire, within 24 hours."));
    }

    @Override
    public RevocationImpact impact(ChipRevocation chips) {
        return impact(FakeClaims.MANUFACTURER);
    }

    @Override
    public RevocationResult revoke(ChipRevocation chips) {
        acts.add("revoke " + chips.deviceIds().size() + " chips: " + chips.reason());
        return new RevocationResult(1, 1);
    }

    @Override
    public RevocationResult restore(ChipRevocation chips) {
        acts.add("restore " + chips.deviceIds().size() + " chips: " + chips.reason());
        return new RevocationResult(chips.deviceIds().size(), 0);
    }

    @Override
    public RevocationResult revoke(String manufacturer, Reason reason) {
        acts.add("revoke " + manufacturer + ": " + reason.reason());
        return new RevocationResult(1_250, 412);
    }

    @Override
    public RevocationResult restore(String manufacturer, Reason reason) {
        acts.add("restore " + manufacturer + ": " + reason.reason());
        return new RevocationResult(40, 0);
    }

    @Override
    public RestResponse<List<TransferView>> transfers(String catalog, ListRequest asked) {
        return FakePages.of(find(catalog, asked.filter() == null ? "" : asked.filter()), asked.cursor(), asked.limit());
    }

    /** Returns the transfers of a direction, that are open, and from or to a catalog, if a filter says so. */
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
    public TransferDetail offer(String catalog, NewTransfer wanted) {
        acts.add("offer " + wanted.deviceIds().size() + " to " + wanted.to() + " for " + wanted.expiresInDays()
                + " days: " + wanted.note());
        return detail(2);
    }

    @Override
    public TransferDetail accept(String catalog, UUID transfer, TransferAcceptance where) {
        acts.add("accept " + transfer.getLeastSignificantBits() + " into " + where.product() + " / " + where.group());
        return detail(1);
    }

    @Override
    public TransferDetail withdraw(String catalog, UUID transfer, Reason reason) {
        acts.add("withdraw " + transfer.getLeastSignificantBits() + ": " + reason.reason());
        return detail(2);
    }

    @Override
    public TransferDetail decline(String catalog, UUID transfer, Reason reason) {
        acts.add("decline " + transfer.getLeastSignificantBits() + ": " + reason.reason());
        return detail(1);
    }

    private TransferDetail detail(int number) {
        return new TransferDetail(transfers("contoso").get(number - 1), List.of(), "a.b.c");
    }

    /** Lets two of them go; any more are on offer. */
    @Override
    public UnclaimResult unclaim(String catalog, UnclaimRequest wanted) {
        acts.add("unclaim " + wanted.deviceIds().size() + ": " + wanted.reason());
        List<UnclaimResult.Refusal> refused = wanted.deviceIds().stream()
                .skip(2)
                .map(device -> new UnclaimResult.Refusal(
                        device, UnclaimResult.Code.ON_OFFER, UnclaimResult.Code.ON_OFFER.reason()))
                .toList();
        return new UnclaimResult(wanted.deviceIds().size() - refused.size(), refused);
    }

    @Override
    public DepartedDevicePage departed(String catalog, int offset, int limit) {
        if (catalog.equals("fabrikam")) {
            return new DepartedDevicePage(List.of(), 0);
        }
        List<DepartedDeviceView> all = Stream.concat(
                        Stream.of(departed(
                                FakeClaims.chips(1).getFirst(),
                                "kitchen-7",
                                DepartedDeviceView.Ending.TRANSFERRED,
                                "Transferred to catalog northwind: The toaster line was sold",
                                new UUID(0, 4))),
                        FakeClaims.chips(scrapped + 1).stream()
                                .skip(1)
                                .map(chip -> departed(
                                        chip,
                                        "",
                                        DepartedDeviceView.Ending.UNCLAIMED,
                                        "Scrapped after water damage",
                                        null)))
                .toList();
        return new DepartedDevicePage(all.stream().skip(offset).limit(limit).toList(), all.size());
    }

    private static DepartedDeviceView departed(
            DeviceId id, String name, DepartedDeviceView.Ending ending, String reason, @Nullable UUID transfer) {
        Instant left = FakeFleet.now().minus(Duration.ofDays(4));
        return new DepartedDeviceView(
                id,
                name,
                "Toaster",
                "Production",
                left.minus(Duration.ofDays(200)),
                left,
                ending,
                reason,
                "olivia",
                transfer);
    }
}
