package io.threatledger.v2;

import java.io.ByteArrayInputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.validation.Schema;
import javax.xml.validation.SchemaFactory;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.ErrorHandler;
import org.xml.sax.SAXException;
import org.xml.sax.SAXParseException;

/** Reads answers in XML as a parser of somebody else does, against the schema in the documentation. */
final class ExchangeXml {
    private static final Schema SCHEMA = schema();

    private ExchangeXml() {}

    private static Schema schema() {
        try {
            return SchemaFactory.newInstance(XMLConstants.W3C_XML_SCHEMA_NS_URI)
                    .newSchema(Path.of("../docs/exchange.xsd").toFile());
        } catch (SAXException e) {
            throw new IllegalStateException("docs/exchange.xsd is no schema", e);
        }
    }

    /** The root of a document that is valid; anything else fails the test. */
    static Element valid(byte[] xml) {
        try {
            DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
            factory.setNamespaceAware(true);
            factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
            factory.setSchema(SCHEMA);
            var builder = factory.newDocumentBuilder();
            builder.setErrorHandler(new Strict());
            Document document = builder.parse(new ByteArrayInputStream(xml));
            return document.getDocumentElement();
        } catch (Exception e) {
            throw new AssertionError(
                    e.getMessage() + " in " + new String(xml, java.nio.charset.StandardCharsets.UTF_8), e);
        }
    }

    /** Texts of all elements of that name, in order. */
    static List<String> texts(Element root, String name) {
        return elements(root, name).stream().map(Node::getTextContent).toList();
    }

    static List<Element> elements(Element root, String name) {
        List<Element> found = new ArrayList<>();
        var all = root.getElementsByTagName(name);
        for (int i = 0; i < all.getLength(); i++) {
            found.add((Element) all.item(i));
        }
        return found;
    }

    /** {@code xsi:type} of the data. */
    static String dataType(Element root) {
        return elements(root, "Data").getFirst().getAttributeNS(XMLConstants.W3C_XML_SCHEMA_INSTANCE_NS_URI, "type");
    }

    private static final class Strict implements ErrorHandler {
        @Override
        public void warning(SAXParseException e) throws SAXException {
            throw e;
        }

        @Override
        public void error(SAXParseException e) throws SAXException {
            throw e;
        }

        @Override
        public void fatalError(SAXParseException e) throws SAXException {
            throw e;
        }
    }
}
