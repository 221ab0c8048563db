package dev.holdfast.ui.job;

import static org.assertj.core.api.Assertions.assertThat;

import com.vaadin.browserless.BrowserlessTest;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.router.QueryParameters;
import com.vaadin.flow.router.RouteParameters;
import dev.holdfast.contract.operator.identity.Role;
import dev.holdfast.ui.client.SignedIn;
import dev.holdfast.ui.component.ExportMenu;
import dev.holdfast.ui.component.FilterBox;
import dev.holdfast.ui.component.RowTable;
import dev.holdfast.ui.fake.FakeDeviceJobs;
import dev.holdfast.ui.fake.FakeExports;
import dev.holdfast.ui.fake.FakeOperatorApi;
import dev.holdfast.ui.fake.FakeSession;
import dev.holdfast.ui.shell.Visit;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The pages of jobs, without a browser. */
class JobPagesTest extends BrowserlessTest {
    private final FakeDeviceJobs client = new FakeDeviceJobs();

    /** Names a package without routes, because the tests create and show their views themselves. */
    @Override
    protected Set<String> scanPackages() {
        return Set.of("dev.holdfast.ui.fake");
    }

    @Test
    void jobs_are_listed_with_their_progress() {
        assertThat(text(jobs("contoso", "")))
                .contains("3 jobs · 1 running", "Move to Toaster / Field Test", "31,500 of 84,213 devices")
                .contains("Tag with lab, roof", "1,021 changed, 0 unchanged, 3 refused", "Failed");
    }

    @Test
    void the_filter_in_the_address_applies_and_an_invalid_one_is_shown() {
        assertThat(text(jobs("contoso", "filter=is:failed")))
                .contains("1 job found · 0 running", "Block")
                .doesNotContain("Tag with lab");
        assertThat(text(jobs("fabrikam", "filter=is:failed"))).contains("0 jobs found", "No matches");

        JobsView invalid = jobs("contoso", "filter=is:odd");
        assertThat(text(invalid)).contains("This filter cannot be read").doesNotContain("0 jobs");
        assertThat(find(ExportMenu.class, invalid).all()).isEmpty();
    }

    @Test
    void the_list_stays_while_the_filter_is_incomplete() {
        JobsView view = jobs("contoso", "");
        test(find(FilterBox.class, view).single()).setValue("is:odd");
        client.advance();

        view.refresh();

        assertThat(text(view)).contains("31,500 of 84,213 devices");
    }

    @Test
    void the_list_becomes_empty_when_the_last_matching_job_ends() {
        JobsView view = jobs("contoso", "filter=is:running");
        assertThat(text(view)).contains("1 job found · 1 running", "Move to Toaster / Field Test");

        client.finish();
        view.refresh();

        assertThat(text(view)).contains("0 jobs found", "No matches", "Show all");
        assertThat(find(RowTable.class, view).all()).isEmpty();
    }

    @Test
    void only_pages_with_running_jobs_are_refreshed() {
        client.setFailedJobs(148);
        JobsView view = jobs("contoso", "");
        test(find(Button.class, view).withText("Show more").single()).click();
        client.read().clear();

        view.refresh();

        assertThat(client.read()).containsExactly("null");
    }

    @Test
    void show_more_loads_the_next_page_of_jobs() {
        client.setFailedJobs(148);
        JobsView view = jobs("contoso", "");
        assertThat(text(view)).contains("At least 100 jobs · 1 of those shown running", "The first 100 are shown.");

        test(find(Button.class, view).withText("Show more").single()).click();
        view.refresh();

        assertThat(text(view)).contains("150 jobs · 1 running", "All 150 are shown.");
        assertThat(find(Anchor.class, view).withText("Block").all()).hasSize(148);
    }

    @Test
    void a_running_job_can_be_cancelled_with_the_role_that_can_start_it() {
        JobDetailView view = job(Role.CONTRIBUTOR, FakeDeviceJobs.RUNNING.toString());
        assertThat(text(view)).contains("31,500 of 84,213 devices. The job continues if you leave this page.");

        test(find(Button.class, view).withText("Cancel job").single()).click();

        assertThat(client.commands()).containsExactly("cancel " + FakeDeviceJobs.RUNNING);
        assertThat(text(view)).contains("Cancelled").doesNotContain("Cancel job");
        assertThat(text(job(Role.READER, FakeDeviceJobs.RUNNING.toString()))).doesNotContain("Cancel job");
    }

    @Test
    void refused_devices_are_listed_and_can_be_downloaded() {
        assertThat(text(job(Role.READER, FakeDeviceJobs.FINISHED.toString())))
                .contains("Refused devices", "The device would have 21 tags", "Download CSV", "The pilot is over");
    }

    @Test
    void progress_is_updated_in_place() {
        JobDetailView view = job(Role.CONTRIBUTOR, FakeDeviceJobs.RUNNING.toString());
        Button cancel = find(Button.class, view).withText("Cancel job").single();
        JobsView list = new JobsView(signedIn(), client, new FakeExports());
        UI.getCurrent().add(list);
        list.show(new Visit("contoso", List.of(Role.READER), RouteParameters.empty(), QueryParameters.fromString("")));
        Anchor link = find(Anchor.class, list)
                .withText("Move to Toaster / Field Test")
                .single();

        client.advance();
        view.refresh();
        list.refresh();

        assertThat(text(view)).contains("32,000 of 84,213 devices. The job continues if you leave this page.");
        assertThat(find(Button.class, view).withText("Cancel job").single()).isSameAs(cancel);
        assertThat(text(list)).contains("32,000 of 84,213 devices");
        assertThat(find(Anchor.class, list)
                        .withText("Move to Toaster / Field Test")
                        .single())
                .isSameAs(link);
    }

    @Test
    void tags_are_split_at_spaces_and_commas() {
        assertThat(JobProgress.JobWords.tags(" Lab, roof  lab ")).containsExactly("lab", "roof");
        assertThat(JobProgress.JobWords.tags(null)).isEmpty();
    }

    private JobsView jobs(String catalog, String query) {
        JobsView view = new JobsView(signedIn(), client, new FakeExports());
        UI.getCurrent().removeAll();
        UI.getCurrent().add(view);
        view.show(new Visit(catalog, List.of(Role.READER), RouteParameters.empty(), QueryParameters.fromString(query)));
        return view;
    }

    private JobDetailView job(Role role, String id) {
        JobDetailView view = new JobDetailView(signedIn(), client);
        UI.getCurrent().add(view);
        view.show(new Visit(
                "contoso",
                List.of(role),
                new RouteParameters(Map.of("catalog", "contoso", "job", id)),
                QueryParameters.fromString("")));
        return view;
    }

    private static String text(Component view) {
        return view.getElement().getTextRecursively();
    }

    private static SignedIn signedIn() {
        return new SignedIn(new FakeSession(FakeOperatorApi.owner()));
    }
}
