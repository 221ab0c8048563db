package dev.holdfast.ui.job;

import static dev.holdfast.ui.text.Texts.text;

import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.router.Route;
import dev.holdfast.contract.operator.job.DeviceJobFields;
import dev.holdfast.contract.operator.job.DeviceJobState;
import dev.holdfast.contract.operator.job.DeviceJobView;
import dev.holdfast.ui.client.ExportClient;
import dev.holdfast.ui.client.LinkedPages;
import dev.holdfast.ui.client.ListRequest;
import dev.holdfast.ui.client.SignedIn;
import dev.holdfast.ui.component.EmptyState;
import dev.holdfast.ui.component.Icon;
import dev.holdfast.ui.component.TimeText;
import dev.holdfast.ui.shell.Links;
import dev.holdfast.ui.shell.ListPage;
import dev.holdfast.ui.shell.ListRows;
import dev.holdfast.ui.shell.ListSpec;
import dev.holdfast.ui.shell.TableRows;
import dev.holdfast.ui.shell.Visit;
import java.time.Duration;
import org.eclipse.microprofile.rest.client.inject.RestClient;

/** The jobs of a catalog, newest first. */
@Route("c/:catalog/devices/jobs")
public class JobsView extends ListPage<DeviceJobView> {
    private static final Duration INTERVAL = Duration.ofSeconds(2);
    private static final ListSpec SPEC = ListSpec.of("jobs", Links::jobs, DeviceJobFields.VOCABULARY)
            .exported(
                    "device-jobs",
                    "summary,state,devicesTotal,devicesDone,changed,unchanged,refused,startedBy,startedAt,finishedAt,reason,failure")
            .sorted("-at");

    private final transient DeviceJobClient client;

    public JobsView(SignedIn signedIn, @RestClient DeviceJobClient client, @RestClient ExportClient exports) {
        super(signedIn, SPEC, exports, INTERVAL);
        openToScopedRoles();
        addParent(text("devices.title"), Links::devices);
        this.client = client;
        add(header, box.row(), list);
    }

    @Override
    protected LinkedPages<DeviceJobView> find(Visit visit, ListRequest request) {
        return LinkedPages.linked(request, page -> client.jobs(visit.catalog(), page));
    }

    @Override
    protected boolean changes(DeviceJobView job) {
        return job.state() == DeviceJobState.RUNNING;
    }

    @Override
    protected ListRows<DeviceJobView> rows(Visit visit) {
        return new TableRows<>(text("jobs.title"), DeviceJobView::id)
                .column(text("jobs.column.job"), job -> new Anchor(Links.job(visit.catalog(), job.id()), job.summary()))
                .column(text("jobs.column.state"), job -> JobProgress.JobWords.badge(job.state()))
                .words(text("jobs.column.devices"), JobProgress.JobWords::progress)
                .words(text("jobs.column.result"), JobProgress.JobWords::counts)
                .words(text("job.started-by"), DeviceJobView::startedBy)
                .column(text("job.started"), job -> TimeText.relative(job.startedAt()))
                .sortedBy("at");
    }

    @Override
    protected EmptyState emptyState(Visit visit) {
        return new EmptyState(
                Icon.HOURGLASS,
                text("jobs.empty.title"),
                text("jobs.empty.text"),
                new Anchor(Links.devices(visit.catalog()), text("jobs.show-devices")));
    }

    @Override
    protected String sentence(LinkedPages<DeviceJobView> pages, String count) {
        if (pages.size() == 0) {
            return count;
        }
        long running = pages.known().stream().filter(this::changes).count();
        return text(pages.isComplete() ? "jobs.running" : "jobs.running-shown", count, running);
    }
}
