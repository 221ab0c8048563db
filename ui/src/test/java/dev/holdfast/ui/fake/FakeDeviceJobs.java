package dev.holdfast.ui.fake;

import dev.holdfast.contract.operator.job.DeviceJobOperation;
import dev.holdfast.contract.operator.job.DeviceJobRefusal;
import dev.holdfast.contract.operator.job.DeviceJobRefusalPage;
import dev.holdfast.contract.operator.job.DeviceJobState;
import dev.holdfast.contract.operator.job.DeviceJobView;
import dev.holdfast.contract.operator.job.DeviceSelection;
import dev.holdfast.contract.operator.job.NewBlockJob;
import dev.holdfast.contract.operator.job.NewClaimJob;
import dev.holdfast.contract.operator.job.NewMoveJob;
import dev.holdfast.contract.operator.job.NewTagJob;
import dev.holdfast.contract.operator.job.SelectionPreview;
import dev.holdfast.contract.operator.job.SelectionPreview.OfGroup;
import dev.holdfast.contract.operator.product.TargetImpact;
import dev.holdfast.ui.client.ListRequest;
import dev.holdfast.ui.job.DeviceJobClient;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** Jobs of the fake fleet: one is running, one finished with refused devices, one failed. Records commands. */
public final class FakeDeviceJobs implements DeviceJobClient {
    /** ID of a job that moves devices. It runs until {@link #finish}. */
    public static final UUID RUNNING = UUID.fromString("0b000000-0000-4000-8000-000000000001");

    /** ID of a job that tagged devices and refused three. */
    public static final UUID FINISHED = UUID.fromString("0b000000-0000-4000-8000-000000000002");

    private static final UUID FAILED = UUID.fromString("0b000000-0000-4000-8000-000000000003");

    /** Time of each preview. A job applies to the devices that matched at this time. */
    private static final Instant LOOKED = Instant.parse("2026-11-02T09:00:00Z");

    private final FakeFleet fleet = new FakeFleet();
    private final List<String> commands = new ArrayList<>();
    private final List<String> read = new ArrayList<>();
    private long done = 31_500;
    private DeviceJobState state = DeviceJobState.RUNNING;
    private int times = 1;

    /** Sets the number of failed jobs. */
    public void setFailedJobs(int jobs) {
        times = jobs;
    }

    /** Advances the running job. */
    public void advance() {
        done += 500;
    }

    /** Finishes the running job. */
    public void finish() {
        state = DeviceJobState.FINISHED;
    }

    /** Returns the commands, in words. */
    public List<String> commands() {
        return commands;
    }

    /** Returns the cursors of the pages that were read. The cursor of a first page is {@code null} as text. */
    public List<String> read() {
        return read;
    }

    @Override
    public RestResponse<List<DeviceJobView>> jobs(String catalog, ListRequest request) {
        read.add(String.valueOf(request.cursor()));
        return FakePages.of(all(catalog, request.filter()), request.cursor(), request.limit());
    }

    private List<DeviceJobView> all(String catalog, @Nullable String filter) {
        Stream<DeviceJobView> ended = IntStream.range(0, times)
                .mapToObj(number -> number == 0 ? failed(FAILED) : failed(new UUID(7, number)));
        return Stream.concat(Stream.of(running(), finished()), ended)
                .filter(job -> !catalog.equals("fabrikam"))
                .filter(job -> filter == null
                        || !filter.contains("is:")
                        || filter.contains("is:" + job.state().name().toLowerCase(Locale.ROOT)))
                .toList();
    }

    @Override
    public SelectionPreview preview(String catalog, DeviceJobOperation operation, DeviceSelection selection) {
        int devices = selection.deviceIds() == null
                ? fleet.devices().size()
                : selection.deviceIds().size();
        return new SelectionPreview(
                LOOKED, devices, devices, 0, devices, List.of(new OfGroup("Toaster", "Production", devices, devices)));
    }

    @Override
    public TargetImpact preview(String catalog, NewMoveJob job) {
        return FakeProducts.impact(fleet, 240, 5);
    }

    @Override
    public DeviceJobView move(String catalog, NewMoveJob job) {
        commands.add("move " + words(job.devices()) + " to " + job.product() + " / " + job.group());
        return running();
    }

    @Override
    public DeviceJobView tag(String catalog, NewTagJob job) {
        commands.add("tag " + words(job.devices()) + " +" + job.add() + " -" + job.remove());
        return running();
    }

    @Override
    public DeviceJobView claim(String catalog, NewClaimJob job) {
        commands.add("claim " + job.deviceIds().size() + " into " + job.product() + " / " + job.group());
        return running();
    }

    @Override
    public DeviceJobView block(String catalog, NewBlockJob job) {
        commands.add("block " + words(job.devices()) + ": " + job.reason());
        return running();
    }

    @Override
    public DeviceJobView unblock(String catalog, NewBlockJob job) {
        commands.add("unblock " + words(job.devices()) + ": " + job.reason());
        return running();
    }

    @Override
    public DeviceJobView job(String catalog, String job) {
        return all(catalog, null).stream()
                .filter(one -> one.id().toString().equals(job))
                .findFirst()
                .orElseThrow();
    }

    @Override
    public DeviceJobRefusalPage refusals(String catalog, String job, int limit) {
        List<DeviceJobRefusal> refusals = fleet.devices().stream()
                .limit(3)
                .map(device -> new DeviceJobRefusal(
                        device.id(),
                        DeviceJobRefusal.TOO_MANY_TAGS,
                        "The device would have 21 tags; the limit is 20. Remove some first."))
                .toList();
        return new DeviceJobRefusalPage(refusals, 3, null);
    }

    @Override
    public byte[] refusalsFile(String catalog, String job) {
        return "\"deviceId\",\"code\",\"reason\"\r\n".getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public DeviceJobView cancel(String catalog, String job) {
        commands.add("cancel " + job);
        return view(
                RUNNING,
                DeviceJobOperation.MOVE,
                DeviceJobState.CANCELLED,
                "Move to Toaster / Field Test",
                84_213,
                31_500,
                0,
                null);
    }

    /** Returns the number of selected devices, or the filter that selects them. */
    private static String words(DeviceSelection selection) {
        return selection.deviceIds() == null
                ? "“" + selection.filter() + "”, at most " + selection.atMost() + " as of " + selection.asOf()
                : Integer.toString(selection.deviceIds().size());
    }

    private DeviceJobView running() {
        return view(RUNNING, DeviceJobOperation.MOVE, state, "Move to Toaster / Field Test", 84_213, done, 0, null);
    }

    private static DeviceJobView finished() {
        return view(
                FINISHED, DeviceJobOperation.TAG, DeviceJobState.FINISHED, "Tag with lab, roof", 1_024, 1_024, 3, null);
    }

    private static DeviceJobView failed(UUID id) {
        return view(
                id,
                DeviceJobOperation.BLOCK,
                DeviceJobState.FAILED,
                "Block",
                2_000,
                500,
                0,
                "The job ended because carl, who started it, no longer has the required role.");
    }

    private static DeviceJobView view(
            UUID id,
            DeviceJobOperation operation,
            DeviceJobState state,
            String summary,
            long devices,
            long done,
            long refused,
            @Nullable String failure) {
        return new DeviceJobView(
                id,
                operation,
                state,
                summary,
                operation == DeviceJobOperation.TAG ? null : "product:Toaster os:<24.06",
                "The pilot is over",
                "olivia",
                FakeFleet.now().minus(Duration.ofMinutes(3)),
                state == DeviceJobState.RUNNING ? null : FakeFleet.now(),
                devices,
                done,
                done - refused,
                0,
                refused,
                failure);
    }
}
