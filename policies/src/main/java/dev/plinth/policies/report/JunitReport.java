package dev.plinth.policies.report;

import dev.plinth.policies.PolicyReport;
import java.io.StringWriter;
import java.util.List;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/**
 * Writes a report as JUnit XML: what is mandatory is a failure, what is waived, approved, baselined or unknown is
 * skipped, and what is advisory is told in the test's output.
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
        List<Finding> findings = Finding.of(report);
        int skipped = findings.size() - report.violations().size();
        xml.writeStartDocument("UTF-8", "1.0");
        xml.writeStartElement("testsuites");
        xml.writeStartElement("testsuite");
        xml.writeAttribute("name", "plinth policies");
        xml.writeAttribute("tests", Integer.toString(findings.size()));
        xml.writeAttribute("failures", Long.toString(Texts.mandatory(report)));
        xml.writeAttribute("errors", "0");
        xml.writeAttribute("skipped", Integer.toString(skipped));
        xml.writeStartElement("properties");
        property(xml, "rules", report.rules());
        property(xml, "resources", report.resources());
        property(xml, "evaluated", report.evaluated());
        property(xml, "settled", report.settled().size());
        for (String note : Texts.notes(report)) {
            property(xml, "note", note);
        }
        xml.writeEndElement();
        for (Finding finding : findings) {
            testCase(xml, finding);
        }
        xml.writeEndElement();
        xml.writeEndElement();
        xml.writeEndDocument();
    }

    private static void property(XMLStreamWriter xml, String name, Object value) throws XMLStreamException {
        xml.writeEmptyElement("property");
        xml.writeAttribute("name", name);
        xml.writeAttribute("value", value.toString());
    }

    private static void testCase(XMLStreamWriter xml, Finding finding) throws XMLStreamException {
        xml.writeStartElement("testcase");
        xml.writeAttribute("classname", finding.rule());
        xml.writeAttribute("name", Texts.oneLine(finding.urn()));
        String message = Texts.oneLine(finding.explained());
        String located = finding.place().isEmpty() ? message : message + "\nat " + finding.place();
        if (finding.result() != Finding.Result.VIOLATION) {
            xml.writeEmptyElement("skipped");
            xml.writeAttribute("message", located);
        } else if (finding.isBlocking()) {
            xml.writeStartElement("failure");
            xml.writeAttribute("type", Texts.lower(finding.severity()));
            xml.writeAttribute("message", message);
            xml.writeCharacters(located);
            xml.writeEndElement();
        } else {
            xml.writeStartElement("system-out");
            xml.writeCharacters(located);
            xml.writeEndElement();
        }
        xml.writeEndElement();
    }
}
