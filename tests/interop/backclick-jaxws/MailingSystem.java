package server;

import backclick.*;
import com.sun.xml.ws.developer.SchemaValidation;
import java.util.List;
import javax.annotation.Resource;
import javax.jws.WebService;
import javax.xml.datatype.DatatypeConfigurationException;
import javax.xml.datatype.DatatypeFactory;
import javax.xml.datatype.XMLGregorianCalendar;
import javax.xml.ws.WebServiceContext;
import javax.xml.ws.handler.MessageContext;

/**
 * The mailing system, on the interface and the beans that wsimport makes of our WSDL. Requests and answers are checked
 * against its schema. An API key that begins with "fault " is answered with the fault of that text.
 */
@SchemaValidation(handler = Violations.class)
@WebService(
    endpointInterface = "backclick.Backclick",
    serviceName = "backclickService",
    portName = "backclickSoap11",
    targetNamespace = "urn:kontorhaus:placeholder:backclick",
    wsdlLocation = "backclickService.wsdl")
public class MailingSystem implements Backclick {
    private static final String FAULT = "fault ";
    private final StringBuffer received = new StringBuffer();
    @Resource private WebServiceContext context;

    /** What came since this was last asked, a line for each request. */
    String received() {
        String lines = received.toString();
        received.setLength(0);
        return lines;
    }

    private void admit(Object request, String key) {
        MessageContext message = context.getMessageContext();
        List<?> violations = (List<?>) message.get(Violations.OF_REQUEST);
        message.put(Violations.IS_ANSWERED, true);
        if (violations != null) {
            throw Faults.of(violations.stream().map(Object::toString).toList());
        }
        received.append(Written.of(request)).append('\n');
        if (key != null && key.startsWith(FAULT)) {
            throw Faults.of(key.substring(FAULT.length()));
        }
    }

    @Override
    public SaveOrCreateSubscriberResponse saveOrCreateSubscriber(SaveOrCreateSubscriberRequest request) {
        admit(request, request.getApiKey());
        SaveOrCreateSubscriberResponse answer = new SaveOrCreateSubscriberResponse();
        answer.setResponseCode(7);
        answer.getInvalidEmailAddresses().addAll(List.of("nobody", "Müller & <Söhne>", ""));
        return answer;
    }

    @Override
    public ImportSubscribersResponse importSubscribers(ImportSubscribersRequest request) {
        admit(request, request.getApiKey());
        ImportSubscribersResponse answer = new ImportSubscribersResponse();
        answer.setFilterId(5012);
        return answer;
    }

    @Override
    public GetSubscribersResponse getSubscribers(GetSubscribersRequest request) {
        admit(request, request.getApiKey());
        GetSubscribersResponse answer = new GetSubscribersResponse();
        answer.setSubscribers(new SubscriberItems());
        for (String email : request.getEmailAddresses()) {
            answer.getSubscribers().getItem().add(item(email, request));
        }
        return answer;
    }

    private static SubscriberItem item(String email, GetSubscribersRequest request) {
        SubscriberItem item = new SubscriberItem();
        item.setSubscriberEmail(email);
        if (email.startsWith("nobody")) {
            item.setStatus(-1);
            return item;
        }
        item.setMandatorId(request.getMandatorId());
        if (email.startsWith("blocked")) {
            // A status that nobody has documented, and a list that is there and empty.
            item.setStatus(2);
            item.getNewsletterListIds();
            return item;
        }
        item.setStatus(1);
        item.getNewsletterListIds().addAll(List.of(12, 14));
        if (Boolean.TRUE.equals(request.isFillSubscriberFields())) {
            SubscriberField field = new SubscriberField();
            field.setName("NACHNAME");
            field.setValue("Müller & <Söhne>");
            item.getSubscriberFields().add(field);
        }
        return item;
    }

    @Override
    public GetSubscriberToNewsletterListRelationResponse getSubscriberToNewsletterListRelation(
            GetSubscriberToNewsletterListRelationRequest request) {
        admit(request, request.getApiKey());
        GetSubscriberToNewsletterListRelationResponse answer = new GetSubscriberToNewsletterListRelationResponse();
        for (int status = 0; status < 2; status++) {
            ListInformation list = new ListInformation();
            list.setListDescription("");
            list.setListId(12 + status);
            list.setListName("Brief & <mehr>");
            list.setListStatus(status);
            answer.getListInformations().add(list);
        }
        answer.setSubscriberAvailable(true);
        return answer;
    }

    @Override
    public SetDoubleOptinResponse setDoubleOptin(SetDoubleOptinRequest request) {
        admit(request, request.getApiKey());
        SetDoubleOptinResponse answer = new SetDoubleOptinResponse();
        request.getDoiRequestItems().forEach(item -> answer.getDoiResponseItems().add(new DoiResponseItem()));
        return answer;
    }

    @Override
    public SendNewsletterResponse sendNewsletter(SendNewsletterRequest request) {
        admit(request, request.getApiKey());
        SendNewsletterResponse answer = new SendNewsletterResponse();
        answer.setNewsletterId(501);
        return answer;
    }

    @Override
    public DispatchNewsletterResponse dispatchNewsletter(DispatchNewsletterRequest request) {
        admit(request, request.getApiKey());
        DispatchNewsletterResponse answer = new DispatchNewsletterResponse();
        answer.setNewsletterId(Integer.MAX_VALUE);
        return answer;
    }

    @Override
    public NewsletterStatisticResponse newsletterStatistic(NewsletterStatisticRequest request) {
        admit(request, request.getApiKey());
        NewsletterStatisticResponse answer = new NewsletterStatisticResponse();
        for (int id : request.getNewsletterIds()) {
            NewsletterStatistic figures = new NewsletterStatistic();
            figures.setNewsletterId(id);
            figures.setNewsletterListId(12);
            figures.setNewsletterStatus(3);
            figures.setMailsPerHour(1800);
            figures.setMailsPerHourIncludeErrors(203);
            figures.setSendStartTime(time("2031-05-04T09:30:00.000+02:00"));
            figures.setSendBeginTime(time("2031-05-04T07:30:12.345Z"));
            figures.setSendEndTime(time("2031-05-04T09:43:50"));
            figures.setSendedByInternalMta(true);
            figures.setNewsletterSubject("Grüße & <mehr>");
            answer.getNewsletterStatistic().add(figures);
        }
        return answer;
    }

    @Override
    public BackclickStatisticResponse backclickStatistic(BackclickStatisticRequest request) {
        admit(request, request.getApiKey());
        BackclickStatistic figures = new BackclickStatistic();
        figures.setUsedConversionTracking(true);
        figures.setNewsletterListName("Brief");
        figures.setNewsletterId(501);
        figures.setNewsletterListId(request.getPeriod().getNewsletterListId());
        figures.setSendStartTime(request.getPeriod().getStart());
        figures.setNumRecipientsUnadjusted(240);
        figures.setNumRecipientsAdjusted(231);
        figures.setNumDelivered(3);
        figures.setNumLinksClicked(17);
        figures.setNumOpened(90);
        figures.setNumUniqueOpened(61);
        BackclickStatisticResponse answer = new BackclickStatisticResponse();
        answer.getBackclickStatistic().add(figures);
        return answer;
    }

    @Override
    public CreateTransactionChannelResponse createTransactionChannel(CreateTransactionChannelRequest request) {
        admit(request, request.getApiKey());
        CreateTransactionChannelResponse answer = new CreateTransactionChannelResponse();
        answer.setChannelId(77);
        return answer;
    }

    @Override
    public SendTransactionMailResponse sendTransactionMail(SendTransactionMailRequest request) {
        admit(request, request.getApiKey());
        return new SendTransactionMailResponse();
    }

    private static XMLGregorianCalendar time(String text) {
        try {
            return DatatypeFactory.newInstance().newXMLGregorianCalendar(text);
        } catch (DatatypeConfigurationException problem) {
            throw new IllegalStateException(problem);
        }
    }
}
