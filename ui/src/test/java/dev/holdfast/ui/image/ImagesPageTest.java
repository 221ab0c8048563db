package dev.holdfast.ui.image;

import static org.assertj.core.api.Assertions.assertThat;

import com.vaadin.browserless.BrowserlessTest;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.router.RouteParameters;
import dev.holdfast.contract.operator.identity.Role;
import dev.holdfast.contract.operator.image.ImageView;
import dev.holdfast.ui.client.SignedIn;
import dev.holdfast.ui.component.ExportMenu;
import dev.holdfast.ui.component.FilterBox;
import dev.holdfast.ui.fake.FakeExports;
import dev.holdfast.ui.fake.FakeFleet;
import dev.holdfast.ui.fake.FakeImages;
import dev.holdfast.ui.fake.FakeOperatorApi;
import dev.holdfast.ui.fake.FakeReferences;
import dev.holdfast.ui.fake.FakeSession;
import dev.holdfast.ui.shell.FilterParameter;
import dev.holdfast.ui.shell.Visit;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The page of images, without a browser. */
class ImagesPageTest extends BrowserlessTest {
    private final FakeImages client = new FakeImages(new FakeFleet());

    @Override
    protected Set<String> scanPackages() {
        return Set.of("dev.holdfast.ui.fake");
    }

    @Test
    void images_are_listed_with_whether_they_count_and_narrowed_by_a_filter() {
        ImagesView all = page("");
        int images = new FakeFleet().images().size();
        assertThat(text(all)).contains(images + " images · each is a reference value");
        assertThat(test(grid(all)).size()).isEqualTo(images);

        ImagesView kettles = page("kettle");
        assertThat(text(kettles)).contains("1 image found");
        assertThat(test(grid(kettles)).size()).isEqualTo(1);
        assertThat(find(ExportMenu.class, kettles).all()).hasSize(1);
    }

    @Test
    void what_nothing_meets_and_what_cannot_be_read_are_two_things() {
        ImagesView none = page("teapot");
        assertThat(text(none)).contains("0 images found");
        assertThat(find(Anchor.class, none).withText("Show all").single().getHref())
                .isEqualTo("c/contoso/images");

        ImagesView mistaken = page("colour:red");
        assertThat(find(FilterBox.class, mistaken).single().getErrorMessage()).contains("Character 1, at “colour:red”");
        assertThat(test(grid(mistaken)).size()).isZero();
        assertThat(text(mistaken)).doesNotContain("0 images");
        assertThat(find(ExportMenu.class, mistaken).all()).isEmpty();
        assertThat(client.asked).containsExactly("teapot from null");
    }

    @Test
    void what_may_be_deployed_is_asked_for_and_nothing_else_is_read() {
        assertThat(client.deployable("contoso"))
                .hasSize(3)
                .allMatch(image -> ImageClient.DEPLOYABLE.contains(image.type()));
        assertThat(client.asked).containsExactly("type:Applications,CustomerBoardConfig from null");
    }

    @Test
    void a_long_list_is_read_as_far_as_somebody_scrolls() {
        client.times = 100;
        ImagesView view = page("");
        assertThat(text(view)).contains("At least 100 images");
        assertThat(client.asked).containsExactly("null from null");

        assertThat(test(grid(view)).getRow(150)).isInstanceOf(ImageView.class);

        assertThat(client.asked).containsExactly("null from null", "null from 100");
    }

    @SuppressWarnings("unchecked")
    private Grid<ImageView> grid(ImagesView view) {
        return find(Grid.class, view).single();
    }

    private ImagesView page(String filter) {
        ImagesView view = new ImagesView(
                new SignedIn(new FakeSession(FakeOperatorApi.owner())),
                client,
                new FakeReferences(false),
                new FakeExports());
        UI.getCurrent().removeAll();
        UI.getCurrent().add(view);
        view.show(new Visit(
                "contoso", List.of(Role.READER), RouteParameters.empty(), FilterParameter.with(filter, Map.of())));
        return view;
    }

    private static String text(ImagesView view) {
        return view.getElement().getTextRecursively();
    }
}
