package dev.plinth.policies.report;

import dev.plinth.policies.PolicyReport;
import dev.plinth.policies.rule.Enforcement;
import java.io.StringWriter;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/**
 * Writes a report as JUnit XML: what is mandatory is a failure, what is waived or unknown is skipped, and what is
 * advisory is told in the test's output.
 */
final class JunitReport {

    private JunitReport() {}

    static String render(PolicyReport report) {
        StringWriter text = new StringWriter();
        try {
            XMLStreamWriter xml = XMLOutputFactory.newInstance().createXMLStreamWriter(text);
            write(report, xml);
            xml.close();
        } catch (XMLStreamException e) {
            throw new IllegalStateException("a string writer never fails", e);
        }
        return text + "\n";
    }

    private static void write(PolicyReport report, XMLStreamWriter xml) throws XMLStreamException {
        long failures = report.violations().stream()
                .filter(violation -> violation.enforcement() == Enforcement.MANDATORY)
                .count();
        int skipped = report.waived().size() + report.unknown().size();
        xml.writeStartDocument("UTF-8", "1.0");
        xml.writeStartElement("testsuites");
        xml.writeStartElement("testsuite");
        xml.writeAttribute("name", "plinth policies");
        xml.writeAttribute("tests", Integer.toString(report.violations().size() + skipped));
        xml.writeAttribute("failures", Long.toString(failures));
        xml.writeAttribute("errors", "0");
        xml.writeAttribute("skipped", Integer.toString(skipped));
        for (PolicyReport.Violation violation : report.violations()) {
            boolean mandatory = violation.enforcement() == Enforcement.MANDATORY;
            start(xml, violation.rule(), violation.urn());
            xml.writeStartElement(mandatory ? "failure" : "system-out");
            if (mandatory) {
                xml.writeAttribute("type", Texts.lower(violation.severity()));
                xml.writeAttribute("message", Texts.clean(violation.message()));
            }
            xml.writeCharacters(Texts.clean(violation.message()));
            xml.writeEndElement();
            xml.writeEndElement();
        }
        for (PolicyReport.Waived waived : report.waived()) {
            skipped(xml, waived.violation().rule(), waived.violation().urn(), Texts.waived(waived));
        }
        for (PolicyReport.Undecided undecided : report.unknown()) {
            skipped(xml, undecided.rule(), undecided.urn(), Texts.undecided(undecided));
        }
        xml.writeEndElement();
        xml.writeEndElement();
        xml.writeEndDocument();
    }

    private static void start(XMLStreamWriter xml, String rule, String urn) throws XMLStreamException {
        xml.writeStartElement("testcase");
        xml.writeAttribute("classname", rule);
        xml.writeAttribute("name", Texts.clean(urn));
    }

    private static void skipped(XMLStreamWriter xml, String rule, String urn, String message)
            throws XMLStreamException {
        start(xml, rule, urn);
        xml.writeEmptyElement("skipped");
        xml.writeAttribute("message", Texts.clean(message));
        xml.writeEndElement();
    }
}
