package dev.holdfast.ui.member;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.router.Route;
import dev.holdfast.ui.client.SignedIn;
import dev.holdfast.ui.component.EmptyState;
import dev.holdfast.ui.component.FilterBox;
import dev.holdfast.ui.component.Icon;
import dev.holdfast.ui.component.PageHeader;
import dev.holdfast.ui.component.Panel;
import dev.holdfast.ui.shell.InstallationPage;
import dev.holdfast.ui.shell.Links;
import dev.holdfast.ui.shell.Visit;
import jakarta.inject.Inject;
import org.eclipse.microprofile.rest.client.inject.RestClient;

/** Who was given which role in the whole installation. */
@Route("c/:catalog/installation/members")
public class InstallationMembersView extends InstallationPage {
    private final transient Memberships memberships;
    private final FilterBox filter = GivenRoles.filter(this::go);

    /** Makes the page. */
    @Inject
    public InstallationMembersView(
            SignedIn signedIn,
            @RestClient InstallationMemberClient members,
            @RestClient InstallationPersonClient people) {
        super(signedIn);
        this.memberships = new InstallationMemberships(members, people);
    }

    @Override
    protected void show(Visit visit, PageHeader header) {
        GivenRoles given = new GivenRoles(
                memberships,
                new MemberTable(memberships, true, () -> show(visit)),
                filter,
                visit.query("text"),
                new EmptyState(
                        Icon.PERSON,
                        "Nobody was given a role in the installation",
                        "Such a role counts in every catalog. Make a second person an owner, who can help when the first is away."));
        Button give = new Button(
                "Give a role",
                Icon.PLUS.draw(),
                clicked ->
                        new GiveRoleDialog(memberships, signedIn().me().findsPeople(), null, () -> show(visit)).open());
        give.addThemeVariants(ButtonVariant.PRIMARY);
        header.say(given.sentence().isEmpty() ? "" : given.sentence() + " · in every catalog")
                .offer(give);
        add(given, new Panel("Also members", byGroups()), new Panel("What the roles may do", RoleWords.table()));
    }

    @Override
    protected EmptyState others() {
        return new EmptyState(
                Icon.PERSON,
                "These roles are given by owners of the installation",
                "They count in every catalog. Ask one of the owners.");
    }

    private void go(String text) {
        goFiltered(Links.installationMembers(catalog()), text);
    }

    @Override
    protected String title() {
        return "Members of the installation";
    }

    private static Component byGroups() {
        Paragraph words = new Paragraph(
                "Whom the identity provider has in the group of the installation's owners, as a rule"
                        + " /installation/owner, owns it; the groups publisher, contributor, security-analyst, approver and reader"
                        + " beside it carry the other roles. Who is in them is managed there and cannot be listed here.");
        words.addClassName("hf-muted");
        return words;
    }
}
