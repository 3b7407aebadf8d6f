"""The mailing system on spyne, with lxml checking requests. See README.md."""

import os
import sys
import threading
from datetime import datetime, timedelta, timezone
from wsgiref.simple_server import WSGIRequestHandler, make_server

from messages import (
    NAMESPACE,
    BackclickStatistic,
    DoiRequestItem,
    DoiResponseItem,
    Ints,
    ListInformation,
    NewsletterStatistic,
    Recipient,
    StatisticPeriod,
    Subscriber,
    SubscriberField,
    SubscriberItem,
    SubscriberItems,
    many,
    one,
)
from spyne import Application, Boolean, ComplexModel, DateTime, Fault, Integer32, ServiceBase, Unicode, rpc
from spyne.protocol.soap import Soap11
from spyne.server.wsgi import WsgiApplication

FAULT = "fault "
LISTS = ("newsletterListIds", "newsletterIds", "filterIds")
received = []


def written(value, name=None):
    """A value as text: what is absent is left out."""
    if isinstance(value, ComplexModel):
        fields = ((name, getattr(value, name)) for name in type(value).get_flat_type_info(type(value)))
        return type(value).__name__ + arguments(fields)
    if name in LISTS:
        value = list(map(int, value.split()))
    if isinstance(value, list):
        return "[" + ", ".join(map(written, value)) + "]"
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, str):
        return '"' + value.replace("\t", "\\t").replace("\r", "\\r").replace("\n", "\\n") + '"'
    return str(value)


def arguments(pairs):
    return "(" + ", ".join(f"{name}: {written(value, name)}" for name, value in pairs if value is not None) + ")"


def operation(*parameters, **options):
    """A method that takes parameters given as pairs of name and type, in this order, and writes down what came."""

    def declare(method):
        name = method.__name__
        names = [parameter for parameter, _ in parameters]

        def call(ctx, *values):
            given = dict(zip(names, values))
            received.append(f"{name}Request{arguments(given.items())}")
            key = given["apiKey"]
            if key and key.startswith(FAULT):
                raise Fault("Server", key[len(FAULT):])
            return method(given)

        call.__name__ = name
        return rpc(
            *(kind for _, kind in parameters),
            _args=names,
            _in_message_name=name + "Request",
            _out_message_name=name + "Response",
            **options,
        )(call)

    return declare


MANDATOR = ("mandatorId", one(Integer32))
KEY = ("apiKey", Unicode)
STATISTIC = (MANDATOR, KEY, ("newsletterIds", Ints), ("period", StatisticPeriod))
SENDER = (("senderName", Unicode), ("senderEmail", Unicode))
CONTENT = (("newsletterContent", Unicode), ("alternativeContent", Unicode), ("templateId", Integer32))


class MailingSystem(ServiceBase):
    @operation(
        MANDATOR,
        KEY,
        ("listsAdditive", Boolean),
        ("deleteBlankFields", Boolean),
        ("sendLastNewsletter", Boolean),
        ("sendWelcome", Boolean),
        ("filterAntiSpam", Boolean),
        ("subscribers", many(Subscriber, 1)),
        _returns=[Integer32, many(Unicode)],
        _out_variable_names=["responseCode", "invalidEmailAddresses"],
    )
    def SaveOrCreateSubscriber(given):
        return 7, ["nobody", "Müller & <Söhne>", ""]

    @operation(
        MANDATOR,
        KEY,
        ("newsletterListIds", one(Ints)),
        ("importData", one(Unicode)),
        ("createFilter", Boolean),
        ("filterToUpdate", Integer32),
        _returns=Integer32,
        _out_variable_name="filterId",
    )
    def ImportSubscribers(given):
        return 5012

    @operation(
        MANDATOR,
        KEY,
        ("fillSubscriberFields", Boolean),
        ("emailAddresses", many(Unicode, 1)),
        _returns=one(SubscriberItems),
        _out_variable_name="subscribers",
    )
    def GetSubscribers(given):
        def item(email):
            if email.startswith("nobody"):
                return SubscriberItem(subscriberEmail=email, status=-1)
            mandator = given["mandatorId"]
            if email.startswith("blocked"):
                # A status that nobody has documented, and a list that is there and empty.
                return SubscriberItem(subscriberEmail=email, status=2, mandatorId=mandator, newsletterListIds="")
            fields = [SubscriberField(name="NACHNAME", value="Müller & <Söhne>")]
            return SubscriberItem(
                subscriberEmail=email,
                status=1,
                mandatorId=mandator,
                newsletterListIds="12 14",
                subscriberFields=fields if given["fillSubscriberFields"] else None,
            )

        return SubscriberItems(item=[item(email) for email in given["emailAddresses"]])

    @operation(
        MANDATOR,
        ("newsletterListId", one(Integer32)),
        ("subscriberEmail", one(Unicode)),
        KEY,
        _returns=[many(ListInformation), one(Boolean)],
        _out_variable_names=["listInformations", "subscriberAvailable"],
    )
    def GetSubscriberToNewsletterListRelation(given):
        lists = [
            ListInformation(listDescription="", listId=12 + status, listName="Brief & <mehr>", listStatus=status)
            for status in range(2)
        ]
        return lists, True

    @operation(
        MANDATOR,
        KEY,
        ("doiRequestItems", many(DoiRequestItem, 1, 100)),
        _returns=many(DoiResponseItem),
        _out_variable_name="doiResponseItems",
    )
    def SetDoubleOptin(given):
        return [DoiResponseItem() for _ in given["doiRequestItems"]]

    @operation(
        ("subscribers", many(Subscriber, 1)),
        ("adhockInformation", Unicode),
        ("subject", one(Unicode)),
        *CONTENT,
        MANDATOR,
        ("sendTime", one(DateTime)),
        *SENDER,
        KEY,
        _returns=Integer32,
        _out_variable_name="newsletterId",
    )
    def SendNewsletter(given):
        return 501

    @operation(
        ("subject", one(Unicode)),
        KEY,
        MANDATOR,
        ("newsletterListId", Integer32),
        ("filterIds", Ints),
        *CONTENT,
        ("adhockInformation", Unicode),
        ("sendTime", DateTime),
        *SENDER,
        _returns=Integer32,
        _out_variable_name="newsletterId",
    )
    def DispatchNewsletter(given):
        return 2**31 - 1

    @operation(*STATISTIC, _returns=many(NewsletterStatistic), _out_variable_name="newsletterStatistic")
    def NewsletterStatistic(given):
        return [
            NewsletterStatistic(
                newsletterId=int(newsletter),
                newsletterListId=12,
                newsletterStatus=3,
                mailsPerHour=1800,
                mailsPerHourIncludeErrors=203,
                sendStartTime=datetime(2031, 5, 4, 9, 30, tzinfo=timezone(timedelta(hours=2))),
                sendBeginTime=datetime(2031, 5, 4, 7, 30, 12, 345000, tzinfo=timezone.utc),
                sendEndTime=datetime(2031, 5, 4, 9, 43, 50),
                sendedByInternalMta=True,
                newsletterSubject="Grüße & <mehr>",
            )
            for newsletter in given["newsletterIds"].split()
        ]

    @operation(*STATISTIC, _returns=many(BackclickStatistic), _out_variable_name="backclickStatistic")
    def BackclickStatistic(given):
        period = given["period"]
        figures = BackclickStatistic(
            sendedByInternalMta=False,
            usedConversionTracking=True,
            abTest=False,
            newsletterListName="Brief",
            newsletterId=501,
            newsletterListId=period.newsletterListId,
            sendStartTime=period.start,
            numRecipientsUnadjusted=240,
            numRecipientsAdjusted=231,
            numSend=0,
            numDelivered=3,
            numLinksClicked=17,
            numOpened=90,
            numUniqueOpened=61,
        )
        return [figures]

    @operation(MANDATOR, KEY, _returns=Integer32, _out_variable_name="channelId")
    def CreateTransactionChannel(given):
        return 77

    @operation(
        MANDATOR,
        KEY,
        ("channelId", one(Integer32)),
        ("subject", one(Unicode)),
        ("senderEmail", Unicode),
        ("senderName", Unicode),
        ("mailContent", Unicode),
        ("templateId", Integer32),
        ("alternativeMailContent", Unicode),
        ("recipient", one(Recipient)),
        ("replyTo", Unicode),
    )
    def SendTransactionMail(given):
        return None


def serve():
    application = Application(
        [MailingSystem],
        NAMESPACE,
        name="backclickService",
        in_protocol=Soap11(validator="lxml"),
        out_protocol=Soap11(),
    )
    service = WsgiApplication(application)

    def answer(environ, start_response):
        if environ["PATH_INFO"] != "/received":
            return service(environ, start_response)
        lines = "".join(line + "\n" for line in received).encode()
        received.clear()
        start_response("200 OK", [("Content-Length", str(len(lines)))])
        return [lines]

    class Quiet(WSGIRequestHandler):
        def log_message(self, *arguments):
            pass

    return make_server("127.0.0.1", 0, answer, handler_class=Quiet)


def main():
    server = serve()
    print(f"listening on 127.0.0.1:{server.server_port}", flush=True)

    def end():
        # It ends when its standard input does: even if the test is killed, no server is left behind.
        sys.stdin.read()
        os._exit(0)

    threading.Thread(target=end, daemon=True).start()
    server.serve_forever()


if __name__ == "__main__":
    main()
