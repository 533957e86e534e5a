package io.threatledger.v2;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;
import org.jspecify.annotations.Nullable;

/**
 * An answer in XML 1.0: each member an element with a capital, a list one element for each, {@code xsi:type} on the data and
 * on owners.
 */
final class XmlEnvelope {
    private static final XMLOutputFactory FACTORY = XMLOutputFactory.newDefaultFactory();
    private static final String XSI = "http://www.w3.org/2001/XMLSchema-instance";
    private static final char REPLACEMENT = '\uFFFD';

    private final XMLStreamWriter xml;

    private XmlEnvelope(XMLStreamWriter xml) {
        this.xml = xml;
    }

    static byte[] write(Shape shape, String status, @Nullable String message, @Nullable Data data) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            XMLStreamWriter writer = FACTORY.createXMLStreamWriter(bytes, StandardCharsets.UTF_8.name());
            new XmlEnvelope(writer).envelope(shape, status, message, data);
            writer.close();
        } catch (XMLStreamException e) {
            throw new IllegalStateException("cannot write to memory", e);
        }
        return bytes.toByteArray();
    }

    private void envelope(Shape shape, String status, @Nullable String message, @Nullable Data data)
            throws XMLStreamException {
        xml.writeStartDocument(StandardCharsets.UTF_8.name(), "1.0");
        xml.writeStartElement(shape.root());
        text("Status", status);
        if (message != null) {
            text("Message", message);
        }
        if (data != null) {
            xml.writeStartElement("Data");
            xml.writeNamespace("xsi", XSI);
            xml.writeAttribute("xsi", XSI, "type", shape.dataType());
            members(data.members());
            xml.writeEndElement();
        }
        xml.writeEndElement();
        xml.writeEndDocument();
    }

    private void members(Map<?, ?> members) throws XMLStreamException {
        for (Map.Entry<?, ?> member : members.entrySet()) {
            String name = capital(String.valueOf(member.getKey()));
            if (member.getValue() instanceof List<?> list) {
                for (Object each : list) {
                    element(name, each);
                }
            } else {
                element(name, member.getValue());
            }
        }
    }

    private void element(String name, @Nullable Object value) throws XMLStreamException {
        if (value instanceof Map<?, ?> members) {
            xml.writeStartElement(name);
            if (name.equals("Owner")) {
                xml.writeAttribute(
                        "xsi", XSI, "type", String.valueOf(members.get("type")).toLowerCase(Locale.ROOT));
            }
            members(members);
            xml.writeEndElement();
        } else {
            text(name, String.valueOf(value));
        }
    }

    private void text(String name, String value) throws XMLStreamException {
        xml.writeStartElement(name);
        xml.writeCharacters(legal(value));
        xml.writeEndElement();
    }

    /** What XML 1.0 has no way to write (section 2.2) is replaced; texts of the ledger have no control characters. */
    private static String legal(String value) {
        StringBuilder legal = new StringBuilder(value.length());
        value.codePoints().map(c -> isLegal(c) ? c : REPLACEMENT).forEach(legal::appendCodePoint);
        return legal.toString();
    }

    private static boolean isLegal(int c) {
        return c == '\t'
                || c == '\n'
                || c == '\r'
                || (c >= 0x20 && c <= 0xD7FF)
                || (c >= 0xE000 && c <= 0xFFFD)
                || c >= 0x10000;
    }

    private static String capital(String name) {
        return Character.toUpperCase(name.charAt(0)) + name.substring(1);
    }
}
