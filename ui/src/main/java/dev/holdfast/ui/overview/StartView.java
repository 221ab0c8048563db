package dev.holdfast.ui.overview;

import static dev.holdfast.ui.text.Texts.text;
import static dev.holdfast.ui.text.Texts.word;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.Main;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.html.UnorderedList;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.Route;
import com.vaadin.flow.router.RouteAlias;
import dev.holdfast.contract.operator.catalog.CatalogView;
import dev.holdfast.contract.operator.catalog.NewCatalog;
import dev.holdfast.contract.operator.identity.Me;
import dev.holdfast.contract.operator.identity.Role;
import dev.holdfast.contract.operator.identity.ScopedRole;
import dev.holdfast.ui.client.SessionClient;
import dev.holdfast.ui.client.SignedIn;
import dev.holdfast.ui.component.PageHeader;
import dev.holdfast.ui.component.Styled;
import dev.holdfast.ui.shell.CatalogChoice;
import dev.holdfast.ui.shell.FormDialog;
import dev.holdfast.ui.shell.Links;
import dev.holdfast.ui.text.Texts;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.microprofile.rest.client.inject.RestClient;

/**
 * The start page: forwards to the only catalog of a person, lists several, or shows the first steps of an empty installation. The address
 * {@link Links#CATALOGS} also lists a single catalog.
 */
@Route("")
@RouteAlias(Links.CATALOGS)
public class StartView extends Main implements BeforeEnterObserver, HasDynamicTitle {
    private final transient SignedIn signedIn;
    private final transient SessionClient client;

    public StartView(SignedIn signedIn, @RestClient SessionClient client) {
        this.signedIn = signedIn;
        this.client = client;
        addClassNames("hf-page", "hf-start");
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        Me me = signedIn.refresh();
        boolean requested = event.getLocation().getPath().equals(Links.CATALOGS);
        List<CatalogChoice> choices = CatalogChoice.of(me);
        if (choices.size() == 1 && !requested) {
            event.forwardTo(choices.getFirst().link());
            return;
        }
        removeAll();
        if (!choices.isEmpty()) {
            choose(me, choices);
        } else if (me.installationOwner()) {
            showFirstSteps(me);
        } else {
            add(new PageHeader(text("start.no-catalog.title")).say(text("start.no-catalog.text", me.name())));
        }
    }

    @Override
    public String getPageTitle() {
        return text("start.title") + " · Holdfast";
    }

    private void choose(Me me, List<CatalogChoice> choices) {
        PageHeader header = new PageHeader(text("start.title")).say(text("start.choose"));
        if (me.installationOwner()) {
            header.offer(createButton());
        }
        UnorderedList list = Styled.as("hf-catalog-list", new UnorderedList());
        for (CatalogChoice choice : choices) {
            Span name = Styled.as("hf-catalog-name", new Span(choice.displayName()));
            Anchor link = new Anchor(choice.link());
            link.add(name, Styled.muted(choice.catalog() + " · " + roles(choice)));
            list.add(new ListItem(link));
        }
        add(header, list);
    }

    /** Returns for example {@code Reader, Owner in Toaster / Production}. */
    private static String roles(CatalogChoice choice) {
        return Stream.concat(
                        choice.roles().stream().map(Texts::word),
                        choice.scopedRoles().stream().map(StartView::role))
                .collect(Collectors.joining(", "));
    }

    private static String role(ScopedRole scoped) {
        String group = scoped.group() == null ? "" : " / " + scoped.group();
        return text("start.role-in", word(scoped.role()), scoped.product() + group);
    }

    private void showFirstSteps(Me me) {
        add(
                new PageHeader(text("start.welcome", me.displayName())).say(text("start.empty")),
                new FirstStepsPanel(FirstSteps.withoutCatalog(), Role.OWNER, step -> createButton()));
    }

    private Button createButton() {
        return Styled.adding(
                text("start.create-catalog"),
                () -> new CatalogDialog(client, catalog -> {
                            signedIn.refresh();
                            getUI().ifPresent(ui -> ui.navigate(Links.overview(catalog.name())));
                        })
                        .open());
    }

    /**
     * Creates a catalog. Its name is part of addresses and cannot be changed later. An empty name stands for the proposed one: the console
     * never writes into the field, so it overwrites nothing while somebody types.
     */
    static final class CatalogDialog extends FormDialog {
        private static final int NAME_LENGTH = 50;

        CatalogDialog(SessionClient client, Consumer<CatalogView> created) {
            super(text("start.create-catalog"), text("start.create-catalog"));
            TextField displayName = required("displayName", new TextField(text("start.display-name")));
            displayName.setMaxLength(NewCatalog.MAX_DISPLAY_NAME);
            displayName.setHelperText(text("start.display-name-hint"));
            String rule = text("start.name-hint");
            TextField name = required(
                    "name",
                    new TextField(text("start.name")),
                    typed -> name(typed, displayName).matches(NewCatalog.NAME),
                    rule);
            name.setRequiredIndicatorVisible(false);
            name.setHelperText(rule);
            displayName.addValueChangeListener(change -> {
                name.setPlaceholder(propose(change.getValue()));
                recheck(name);
            });
            onSubmit(() -> created.accept(
                    client.createCatalog(new NewCatalog(name(stripped(name), displayName), stripped(displayName)))));
        }

        private static String name(String typed, TextField displayName) {
            return typed.isEmpty() ? propose(displayName.getValue()) : typed;
        }

        /** Derives a name from a display name: {@code contoso-appliances} from {@code Contoso Appliances}. */
        static String propose(String displayName) {
            String dashed = displayName.strip().toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
            String name = dashed.replaceAll("^-", "");
            return name.substring(0, Math.min(name.length(), NAME_LENGTH)).replaceAll("-$", "");
        }
    }
}
