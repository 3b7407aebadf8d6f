package server;

import java.lang.reflect.Field;
import java.util.List;
import java.util.StringJoiner;
import javax.xml.datatype.XMLGregorianCalendar;

/** What JAXB read, as text: what is absent is left out, an empty list is not. */
final class Written {
    static String of(Object value) {
        if (value instanceof String) {
            return '"' + visible((String) value) + '"';
        }
        if (value instanceof XMLGregorianCalendar) {
            return ((XMLGregorianCalendar) value).toXMLFormat();
        }
        if (value instanceof List) {
            StringJoiner items = new StringJoiner(", ", "[", "]");
            ((List<?>) value).forEach(item -> items.add(of(item)));
            return items.toString();
        }
        return value.getClass().getPackageName().equals("backclick") ? bean(value) : value.toString();
    }

    private static String bean(Object bean) {
        StringJoiner fields = new StringJoiner(", ", bean.getClass().getSimpleName() + "(", ")");
        try {
            for (Field field : bean.getClass().getDeclaredFields()) {
                field.setAccessible(true);
                if (field.get(bean) != null) {
                    fields.add(field.getName() + ": " + of(field.get(bean)));
                }
            }
        } catch (IllegalAccessException problem) {
            throw new IllegalStateException(problem);
        }
        return fields.toString();
    }

    private static String visible(String text) {
        return text.replace("\t", "\\t").replace("\r", "\\r").replace("\n", "\\n");
    }
}
