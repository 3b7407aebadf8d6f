"""What stands in the messages, declared from the code: spyne makes its own schema of it."""

from spyne import Boolean, ComplexModel, DateTime, Integer32, Unicode

NAMESPACE = "urn:kontorhaus:placeholder:backclick"


def one(kind):
    return kind.customize(min_occurs=1, nillable=False)


def many(kind, least=0, most="unbounded"):
    return kind.customize(min_occurs=least, max_occurs=most, nillable=False)


# spyne has no xs:list, so a list is a text of this form.
Ints = Unicode(pattern="(-?[0-9]+( -?[0-9]+)*)?", type_name="idList")
Ints.__namespace__ = NAMESPACE


class Model(ComplexModel):
    __abstract__ = True
    __namespace__ = NAMESPACE


class SubscriberField(Model):
    _type_info = [("name", one(Unicode)), ("value", one(Unicode))]


class Subscriber(Model):
    _type_info = [
        ("subscriberEmail", one(Unicode)),
        ("newsletterListIds", one(Ints)),
        ("mandatorId", one(Integer32)),
        ("doubleOptinTemplateId", Integer32),
        ("changeProfileTemplateId", Integer32),
        ("subscriberFields", many(SubscriberField)),
        ("confirmChange", Boolean),
    ]


class SubscriberItem(Model):
    _type_info = [
        ("subscriberEmail", one(Unicode)),
        ("status", one(Integer32)),
        ("mandatorId", Integer32),
        ("newsletterListIds", Ints),
        ("subscriberFields", many(SubscriberField)),
    ]


class SubscriberItems(Model):
    _type_info = [("item", many(SubscriberItem))]


class ListInformation(Model):
    _type_info = [
        ("listDescription", one(Unicode)),
        ("listId", one(Integer32)),
        ("listName", one(Unicode)),
        ("listStatus", one(Integer32)),
    ]


class DoiRequestItem(Model):
    _type_info = [
        ("subscriberEmail", one(Unicode)),
        ("mandatorId", one(Integer32)),
        ("webTemplateId", one(Integer32)),
    ]


class DoiResponseItem(Model):
    _type_info = []


class StatisticPeriod(Model):
    _type_info = [
        ("newsletterListId", one(Integer32)),
        ("start", one(DateTime)),
        ("end", one(DateTime)),
    ]


class NewsletterStatistic(Model):
    _type_info = [
        ("newsletterId", one(Integer32)),
        ("newsletterListId", one(Integer32)),
        ("newsletterStatus", one(Integer32)),
        ("mailsPerHour", one(Integer32)),
        ("mailsPerHourIncludeErrors", one(Integer32)),
        ("sendStartTime", DateTime),
        ("sendBeginTime", DateTime),
        ("sendLastTime", DateTime),
        ("sendEndTime", DateTime),
        ("sendedByInternalMta", one(Boolean)),
        ("newsletterListName", Unicode),
        ("newsletterSubject", Unicode),
        ("newsletterDescription", Unicode),
    ]


class BackclickStatistic(Model):
    _type_info = [
        ("sendedByInternalMta", one(Boolean)),
        ("usedConversionTracking", one(Boolean)),
        ("abTest", one(Boolean)),
        ("newsletterListName", Unicode),
        ("newsletterSubject", Unicode),
        ("newsletterDescription", Unicode),
        ("newsletterId", one(Integer32)),
        ("newsletterListId", one(Integer32)),
        ("sendStartTime", DateTime),
        ("numRecipientsUnadjusted", one(Integer32)),
        ("numRecipientsAdjusted", one(Integer32)),
        ("numSend", one(Integer32)),
        ("numDelivered", one(Integer32)),
        ("numLinksClicked", one(Integer32)),
        ("numOpened", one(Integer32)),
        ("numUniqueOpened", Integer32),
    ]


class Recipient(Model):
    _type_info = [("emailAddress", one(Unicode))]
