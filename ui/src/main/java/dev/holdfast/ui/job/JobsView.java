package dev.holdfast.ui.job;

import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.router.Route;
import dev.holdfast.contract.operator.job.DeviceJobState;
import dev.holdfast.contract.operator.job.DeviceJobView;
import dev.holdfast.ui.client.SignedIn;
import dev.holdfast.ui.component.Amount;
import dev.holdfast.ui.component.EmptyState;
import dev.holdfast.ui.component.Icon;
import dev.holdfast.ui.component.LiveUpdate;
import dev.holdfast.ui.component.PageHeader;
import dev.holdfast.ui.component.Panel;
import dev.holdfast.ui.component.RowTable;
import dev.holdfast.ui.component.TableBox;
import dev.holdfast.ui.component.TimeText;
import dev.holdfast.ui.shell.CatalogPage;
import dev.holdfast.ui.shell.Crumb;
import dev.holdfast.ui.shell.Links;
import dev.holdfast.ui.shell.Visit;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.eclipse.microprofile.rest.client.inject.RestClient;
import org.jspecify.annotations.Nullable;

/** The jobs of a catalog, the newest first; those that run move on by themselves. */
@Route("c/:catalog/devices/jobs")
public class JobsView extends CatalogPage {
    private static final Duration INTERVAL = Duration.ofSeconds(2);
    private static final int SHOWN = 100;

    private final transient DeviceJobClient client;
    private final PageHeader header = new PageHeader("Jobs");
    private final Div content = new Div();
    private final transient Map<UUID, Row> rows = new HashMap<>();
    private transient List<DeviceJobView> shown = List.of();

    /** Makes the page. */
    @Inject
    public JobsView(SignedIn signedIn, @RestClient DeviceJobClient client) {
        super(signedIn);
        this.client = client;
        content.addClassName("hf-stack");
        add(header, content);
        LiveUpdate.every(INTERVAL, this, this::refresh);
    }

    @Override
    protected void show(Visit visit) {
        shown = List.of();
        content.removeAll();
        List<DeviceJobView> jobs = client.jobs(visit.catalog(), SHOWN);
        if (jobs.isEmpty()) {
            content.add(new EmptyState(
                    Icon.HOURGLASS,
                    "No jobs yet",
                    "Select devices in their list to move, tag or block many at once. What is done to them then shows here.",
                    new Anchor(Links.devices(visit.catalog()), "Devices")));
            header.say("Nothing runs");
        }
        update(jobs);
    }

    @Override
    protected String title() {
        return "Jobs";
    }

    @Override
    protected List<Crumb> crumbs() {
        return List.of(new Crumb("Devices", Links.devices(catalog())), Crumb.here(title()));
    }

    void refresh() {
        update(client.jobs(catalog(), SHOWN));
    }

    /** Rows stay as long as no job comes or goes, so that nobody loses the place where he is. */
    private void update(List<DeviceJobView> jobs) {
        if (jobs.equals(shown)) {
            return;
        }
        long running = jobs.stream()
                .filter(job -> job.state() == DeviceJobState.RUNNING)
                .count();
        header.say(running == 0 ? "Nothing runs" : Amount.of(running, "job") + (running == 1 ? " runs" : " run"));
        if (!ids(jobs).equals(ids(shown))) {
            rows.clear();
            RowTable table = new RowTable("Jobs", "What", "State", "Devices", "What came of it", "Begun by", "Begun");
            jobs.forEach(job -> rows.put(job.id(), new Row(table, catalog(), job)));
            content.removeAll();
            content.add(new Panel("Acts on many devices", new TableBox("Jobs", table)));
        }
        jobs.forEach(job -> Objects.requireNonNull(rows.get(job.id())).show(job));
        shown = jobs;
    }

    private static List<UUID> ids(List<DeviceJobView> jobs) {
        return jobs.stream().map(DeviceJobView::id).toList();
    }

    /** A job's row, of which the parts that move on are known. */
    private static final class Row {
        private final Div state = new Div();
        private final Span progress = new Span();
        private final Span counts = new Span();
        private transient @Nullable DeviceJobState shown;

        Row(RowTable table, String catalog, DeviceJobView job) {
            table.row(
                    new Anchor(Links.job(catalog, job.id()), job.summary()),
                    state,
                    progress,
                    counts,
                    RowTable.words(job.startedBy()),
                    TimeText.relative(job.startedAt()));
        }

        void show(DeviceJobView job) {
            if (job.state() != shown) {
                shown = job.state();
                state.removeAll();
                state.add(JobWords.badge(job.state()));
            }
            progress.setText(orDash(JobWords.progress(job)));
            counts.setText(orDash(JobWords.counts(job)));
        }

        private static String orDash(String text) {
            return text.isEmpty() ? "–" : text;
        }
    }
}
