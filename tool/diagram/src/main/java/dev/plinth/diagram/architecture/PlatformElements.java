package dev.plinth.diagram.architecture;

import dev.plinth.diagram.model.ElementKind;
import dev.plinth.diagram.model.Flow;
import dev.plinth.model.GraphResource;
import dev.plinth.model.ResourceGraph;
import java.util.List;

/** Projects at Vercel, Supabase and Sentry, outside the cloud. */
final class PlatformElements {

    static final String VERCEL_PROJECT = "vercel:index/project:Project";
    private static final String VERCEL_DOMAIN = "vercel:index/projectDomain:ProjectDomain";
    private static final String VERCEL_VARIABLE = "vercel:index/projectEnvironmentVariable:ProjectEnvironmentVariable";
    private static final String SUPABASE_PROJECT = "supabase:index/project:Project";
    private static final String SENTRY_PROJECT = "sentry:index/sentryProject:SentryProject";

    private final DiagramBuilder diagram;
    private final ResourceGraph graph;

    PlatformElements(DiagramBuilder diagram) {
        this.diagram = diagram;
        this.graph = diagram.graph();
    }

    /** Adds the projects, each with the resources that configure it. */
    void create() {
        for (GraphResource project : graph.ofType(VERCEL_PROJECT)) {
            ElementNode element = show(project, ElementKind.FRONTEND, "Vercel project");
            graph.referrers(project, "projectId", VERCEL_DOMAIN).stream()
                    .filter(domain -> domain.input("redirect").isAbsent())
                    .forEach(domain -> element.detail(Labels.text(domain, "domain")));
            element.detail(Labels.text(project, "framework"));
            fold(element, project, "projectId", "vercel:");
        }
        for (GraphResource project : graph.ofType(SUPABASE_PROJECT)) {
            ElementNode element = show(project, ElementKind.HOSTED_DATABASE, "Supabase project");
            element.detail(Labels.join(", ", Labels.text(project, "region"), Labels.text(project, "instanceSize")));
            fold(element, project, "projectRef", "supabase:");
        }
        for (GraphResource project : graph.ofType(SENTRY_PROJECT)) {
            ElementNode element = show(project, ElementKind.ERROR_TRACKER, "Sentry project");
            element.detail(Labels.text(project, "platform"));
            fold(element, project, "project", "sentry:");
        }
    }

    private ElementNode show(GraphResource project, ElementKind kind, String caption) {
        return diagram.show(null, new ElementNode(project.urn(), kind, caption, diagram.name(project)), project);
    }

    private void fold(ElementNode element, GraphResource project, String property, String provider) {
        graph.resources().stream()
                .filter(resource -> resource.custom() && resource.type().startsWith(provider))
                .filter(resource ->
                        graph.references(resource, property, project.type()).contains(project))
                .forEach(resource -> diagram.fold(element, resource));
    }

    /** Adds the requests to frontends, and from them to the projects whose values their variables have. */
    void connect(FlowBuilder flows) {
        for (GraphResource project : graph.ofType(VERCEL_PROJECT)) {
            flows.add(DiagramBuilder.INTERNET, project.urn(), "HTTPS", Flow.Type.REQUEST);
        }
        for (GraphResource variable : graph.ofType(VERCEL_VARIABLE)) {
            List<GraphResource> frontends = graph.references(variable, "projectId", VERCEL_PROJECT);
            for (GraphResource source : graph.references(variable, "value")) {
                diagram.showing(source).ifPresent(target -> frontends.stream()
                        .filter(frontend -> !frontend.urn().equals(target.id))
                        .forEach(frontend ->
                                flows.add(frontend.urn(), target.id, "HTTPS", Flow.Type.REQUEST, variable)));
            }
        }
    }
}
