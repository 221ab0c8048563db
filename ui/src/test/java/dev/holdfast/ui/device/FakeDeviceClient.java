package dev.holdfast.ui.device;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.contract.operator.attestation.AttestationView;
import dev.holdfast.contract.operator.catalog.Overview;
import dev.holdfast.contract.operator.catalog.VerifierOutage;
import dev.holdfast.contract.operator.device.DeviceDescription;
import dev.holdfast.contract.operator.device.DevicePage;
import dev.holdfast.contract.operator.device.DeviceView;
import dev.holdfast.contract.operator.device.ReportView;
import dev.holdfast.contract.operator.device.Trust;
import dev.holdfast.ui.client.ListRequest;
import dev.holdfast.ui.fake.FakeAttestations;
import dev.holdfast.ui.fake.FakeFleet;
import dev.holdfast.ui.fake.FakeTrust;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jboss.resteasy.reactive.RestResponse;

/** The fake fleet, or an empty one, without HTTP. */
public final class FakeDeviceClient implements DeviceClient {
    private final FakeFleet fleet = new FakeFleet();
    private final boolean empty;
    private final boolean ofParts;
    private final List<String> described = new ArrayList<>();

    /** What became of each device that is asked for alone. */
    UnaryOperator<DeviceView> since = device -> device;

    /** Serves the fake fleet, or nothing. */
    public FakeDeviceClient(boolean empty) {
        this(empty, false);
    }

    private FakeDeviceClient(boolean empty, boolean ofParts) {
        this.empty = empty;
        this.ofParts = ofParts;
    }

    /** Serves the fake fleet to whoever has a role in a part of the catalog alone: what is of the whole must not be asked for. */
    public static FakeDeviceClient ofParts() {
        return new FakeDeviceClient(false, true);
    }

    @Override
    public DevicePage page(String catalog, ListRequest asked) {
        List<DeviceView> found = empty ? List.of() : fleet.find(asked.filter());
        return FakeFleet.page(found, asked.cursor(), asked.limit());
    }

    @Override
    public Overview overview(String catalog) {
        assertThat(ofParts).as("the overview is of the whole catalog").isFalse();
        return empty
                ? new Overview(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, List.of(), List.of(), 0, 0, 0, List.of())
                : fleet.overview();
    }

    @Override
    public DeviceView device(String catalog, String device) {
        return fleet.devices().stream()
                .filter(candidate -> candidate.id().text().equals(device))
                .findFirst()
                .map(since)
                .orElseThrow();
    }

    @Override
    public RestResponse<DeviceDescription> description(String catalog, String device) {
        DeviceView view = device(catalog, device);
        return RestResponse.ResponseBuilder.ok(new DeviceDescription(view.name(), view.tags(), view.notes()))
                .header("ETag", "\"1\"")
                .build();
    }

    @Override
    public DeviceDescription describe(String catalog, String device, String tag, DeviceDescription wanted) {
        described.add(tag + " " + wanted);
        return wanted;
    }

    List<String> described() {
        return described;
    }

    @Override
    public List<AttestationView> attestations(String catalog, String device, int limit) {
        return empty ? List.of() : FakeAttestations.of(device(catalog, device));
    }

    @Override
    public List<ReportView> reports(String catalog, String device, int limit) {
        return empty ? List.of() : FakeAttestations.reports();
    }

    @Override
    public List<VerifierOutage> outages(String catalog, int days) {
        assertThat(ofParts).as("outages are told to the whole catalog").isFalse();
        return FakeTrust.outages();
    }

    FakeFleet fleet() {
        return fleet;
    }

    DeviceView first(Trust trust) {
        return fleet.devices().stream()
                .filter(device -> device.trust() == trust)
                .findFirst()
                .orElseThrow();
    }

    DeviceView blocked() {
        return fleet.devices().stream()
                .filter(device -> device.block() != null)
                .findFirst()
                .orElseThrow();
    }

    DeviceView justClaimed() {
        return fleet.justClaimed();
    }
}
